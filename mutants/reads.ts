import { isDeepStrictEqual } from "node:util";
import type { Assumptions, Estate } from "../proof/model/estate";
import { type Resource, whereOf } from "../proof/model/resource";
import type { TerraformStack } from "../proof/model/stack";
import type { Scope } from "../proof/scope";

/** One thing that was asked of an estate, and how to ask it of another. */
interface Read {
  readonly answer: unknown;
  readonly ask: (estate: Asked) => unknown;
}

/** Whatever can't be followed: a judgement that read it may hang on anything. */
export const OPAQUE = "*";

/**
 * What judgements read of an estate. One that read nothing that differs in another estate comes
 * out the same there, and needs no repeating.
 */
export class Reads {
  private readonly known = new Map<string, Read>();
  private current = new Set<string>();

  /** Everything that `judge` reads through `scope`, as long as it runs. */
  async during<T>(judge: () => T | Promise<T>): Promise<{ result: T; keys: ReadonlySet<string> }> {
    const keys = new Set<string>();
    this.current = keys;
    return { result: await judge(), keys };
  }

  /** The same scope, with its reader seen. */
  followed(scope: Scope): Scope {
    const stacks = new Map<TerraformStack, TerraformStack>();
    const stackOf = (stack: TerraformStack): TerraformStack => {
      const found = stacks.get(stack) ?? this.stack(stack);
      stacks.set(stack, found);
      return found;
    };
    return {
      ...scope,
      own: scope.own.map(stackOf),
      estate: this.estate(scope.estate, scope.estate.assumptions, stackOf),
    };
  }

  /** Which of the things read are otherwise in another estate. */
  changedIn(estate: Estate): ReadonlySet<string> {
    const asked = new Asked(estate);
    const changed = [...this.known].filter(
      ([, { answer, ask }]) => !isDeepStrictEqual(ask(asked), answer),
    );
    return new Set(changed.map(([key]) => key));
  }

  private note(key: string, ask: Read["ask"], estate: Estate): void {
    this.current.add(key);
    if (!this.known.has(key)) this.known.set(key, { answer: ask(new Asked(estate)), ask });
  }

  private stack(stack: TerraformStack): TerraformStack {
    return new Proxy(stack, {
      get: (target, name: keyof TerraformStack) => {
        if (name === "json") this.current.add(OPAQUE);
        return target[name];
      },
    });
  }

  private estate(raw: Estate, under: Assumptions, stackOf: StackOf): Estate {
    const assumed = JSON.stringify(under);
    const of = (asked: Asked) => asked.under(under, assumed);
    const resources = new Map<Resource, Resource>();
    const wrap = (one: Resource): Resource => {
      const found = resources.get(one) ?? this.resource(one, { raw, of, stackOf, assumed });
      resources.set(one, found);
      return found;
    };
    const noteList = (type: string) => {
      const ask = (asked: Asked) => of(asked).addresses(type);
      this.note(`${assumed} list ${type}`, ask, raw);
    };
    const noteArns = (type: string) => {
      noteList(type);
      this.note(`${assumed} arns ${type}`, (asked) => of(asked).arns(type), raw);
    };
    const methods: Pick<Estate, "resources" | "byArn" | "allByArn" | "assuming"> = {
      resources: (type) => {
        noteList(type);
        return raw.resources(type).map(wrap);
      },
      byArn: (type, arn) => {
        noteArns(type);
        const found = raw.byArn(type, arn);
        return found && wrap(found);
      },
      allByArn: (type, arn) => {
        noteArns(type);
        return raw.allByArn(type, arn).map(wrap);
      },
      assuming: (more) => this.estate(raw.assuming(more), { ...under, ...more }, stackOf),
    };
    return new Proxy(raw, {
      get: (target, name) => {
        // Their JSON is told of by the stacks themselves.
        if (name === "stacks") return raw.stacks.map(stackOf);
        if (name in methods) return methods[name as keyof typeof methods];
        if (name !== "assumptions") this.current.add(OPAQUE);
        return bound(target, name);
      },
    });
  }

  private resource(resource: Resource, { raw, of, stackOf, assumed }: Surroundings): Resource {
    const where = whereOf(resource);
    const asksPlace = (asked: Asked) => of(asked).place(resource.type, where);
    const value = (name: string) => {
      const ask = (asked: Asked) => of(asked).value(resource.type, where, name);
      this.note(`${assumed} ${where} ${name}`, ask, raw);
      return resource.value(name);
    };
    return new Proxy(resource, {
      get: (target, name) => {
        if (name === "value") return value;
        if (name === "stack") return stackOf(target.stack);
        if (name === "place") this.note(`${assumed} ${where} place`, asksPlace, raw);
        if (!PLAIN.has(name)) this.current.add(OPAQUE);
        return bound(target, name);
      },
    });
  }
}

type StackOf = (stack: TerraformStack) => TerraformStack;

interface Surroundings {
  readonly raw: Estate;
  readonly of: (asked: Asked) => Asked;
  readonly stackOf: StackOf;
  readonly assumed: string;
}

/** Fields of a resource that say nothing but where it stands, or are followed. */
const PLAIN: ReadonlySet<string | symbol> = new Set(["type", "address", "place", "then"]);

/** Methods of a class find their own fields, not those of the one who watches. */
function bound(target: object, name: string | symbol): unknown {
  const found: unknown = Reflect.get(target, name);
  return typeof found === "function" ? (found.bind(target) as unknown) : found;
}

/** An estate that answers reads. */
class Asked {
  private readonly byPlace = new Map<string, ReadonlyMap<string, Resource>>();
  private readonly assumed = new Map<string, Asked>();

  constructor(private readonly estate: Estate) {}

  under(assumptions: Assumptions, key: string): Asked {
    if (key === JSON.stringify(this.estate.assumptions)) return this;
    const found = this.assumed.get(key) ?? new Asked(this.estate.assuming(assumptions));
    this.assumed.set(key, found);
    return found;
  }

  addresses(type: string): readonly string[] {
    return [...this.of(type).keys()];
  }

  arns(type: string): readonly unknown[] {
    return [...this.of(type).values()].map((one) => one.value("arn"));
  }

  value(type: string, where: string, name: string): unknown {
    return this.of(type).get(where)?.value(name);
  }

  place(type: string, where: string): unknown {
    return this.of(type).get(where)?.place;
  }

  private of(type: string): ReadonlyMap<string, Resource> {
    const found =
      this.byPlace.get(type) ??
      new Map(this.estate.resources(type).map((one) => [whereOf(one), one] as const));
    this.byPlace.set(type, found);
    return found;
  }
}
