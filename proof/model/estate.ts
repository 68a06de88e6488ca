import { resolveValue, step, Unresolved } from "./expressions";
import { Held } from "./held";
import { type Resource, textOf, whereOf } from "./resource";
import type { Arguments, TerraformStack } from "./stack";

/** What a proof assumes that no stack says. */
export interface Assumptions {
  /** Whose organization the accounts are. @default each account stands alone */
  readonly organization?: {
    readonly id: string;
    readonly accountIds: readonly string[];
    /** No service control policy bears on it. @default one of the members like all others */
    readonly managementAccountId?: string;
    /** Accounts that are taken to be below a unit, by its id. @default no stack says which are */
    readonly units?: Readonly<Record<string, readonly string[]>>;
  };
  /** Who is blocked, by bucket, as the ledger will say it. @default what the stacks begin with */
  readonly blocked?: Readonly<Record<string, readonly string[]>>;
}

export interface UnresolvedExpression {
  /** `audit aws_sns_topic_policy.X` */
  readonly where: string;
  readonly argument: string;
  readonly expression: string;
  readonly why: string;
}

/** Arguments that make many resources of one block, or none. */
const REPEATERS = ["count", "for_each"] as const;

/**
 * Several stacks read as one: who has which resource, and what their expressions come to. Values
 * are worked out when they are asked for, and once.
 */
export class Estate {
  private readonly all = new Map<string, Held[]>();
  private readonly byPlace = new Map<string, Resource>();
  private readonly arns = new Map<string, Map<string, Resource[]>>();
  private readonly notes = new Map<string, UnresolvedExpression>();
  private readonly localsInWork = new Set<string>();

  constructor(
    readonly stacks: readonly TerraformStack[],
    readonly assumptions: Assumptions = {},
  ) {
    for (const stack of stacks) {
      this.add(stack, "", stack.json.resource);
      this.add(stack, "data.", stack.json.data);
      for (const [name, { source }] of Object.entries(stack.json.module ?? {}))
        this.noteAt(`${stack.name} module.${name}`, "source", {
          expression: String(source),
          why: "what a module makes isn't read",
        });
    }
  }

  /** The same stacks, under other assumptions. */
  assuming(more: Assumptions): Estate {
    return new Estate(this.stacks, { ...this.assumptions, ...more });
  }

  /** Of `aws_sqs_queue`, or of `data.aws_kms_key`. */
  resources(type: string): readonly Resource[] {
    return this.all.get(type) ?? [];
  }

  /** The resource of a type with this ARN. */
  byArn(type: string, arn: string): Resource | undefined {
    return this.allByArn(type, arn)[0];
  }

  /** More than one where stacks contend for the same thing. */
  allByArn(type: string, arn: string): readonly Resource[] {
    let index = this.arns.get(type);
    if (!index) {
      index = new Map();
      for (const one of this.resources(type)) {
        const its = textOf(one, "arn");
        if (its !== undefined) index.set(its, [...(index.get(its) ?? []), one]);
      }
      this.arns.set(type, index);
    }
    return index.get(arn) ?? [];
  }

  /**
   * Every expression that could not be resolved, in any argument of any resource.
   * @param of @default all stacks
   */
  unresolved(of = this.stacks): readonly UnresolvedExpression[] {
    const isIn = (where: string) => of.some(({ name }) => where.startsWith(`${name} `));
    for (const resource of [...this.all.values()].flat())
      if (isIn(whereOf(resource))) resource.workOut();
    return [...this.notes.values()].filter(({ where }) => isIn(where));
  }

  private add(stack: TerraformStack, mode: string, blocks: TerraformStack["json"]["resource"]) {
    for (const [bare, found] of Object.entries(blocks ?? {})) {
      const type = `${mode}${bare}`;
      const list = this.all.get(type) ?? [];
      for (const [id, given] of Object.entries(found)) {
        if (this.isRepeated(`${stack.name} ${type}.${id}`, given)) continue;
        const resource = new Held(this, { stack, type, id, given });
        list.push(resource);
        this.byPlace.set(whereOf(resource), resource);
      }
      this.all.set(type, list);
    }
  }

  private isRepeated(where: string, given: Arguments): boolean {
    const repeaters = REPEATERS.filter((name) => given[name] !== undefined);
    for (const name of repeaters)
      this.noteAt(where, name, {
        expression: JSON.stringify(given[name]),
        why: "how many there are isn't read",
      });
    return repeaters.length > 0;
  }

  /** @throws Unresolved */
  lookup(stack: TerraformStack, steps: readonly string[]): unknown {
    const [root = "", ...rest] = steps;
    if (root === "local") return this.local(stack, rest);
    if (root === "var") return this.variable(stack, rest);
    const [type = "", id = "", attribute = "", ...inside] = root === "data" ? rest : steps;
    const address = `${root === "data" ? "data." : ""}${type}.${id}`;
    const resource = this.byPlace.get(`${stack.name} ${address}`);
    if (!resource)
      throw new Unresolved(steps.join("."), `nothing known in the stack is ${address}`);
    const value = resource.value(attribute);
    if (value === undefined) {
      throw new Unresolved(
        steps.join("."),
        "AWS makes this value, and the proof has no rule for it",
      );
    }
    return inside.reduce(step, value);
  }

  private local(stack: TerraformStack, [name = "", ...inside]: readonly string[]): unknown {
    const given = stack.json.locals?.[name];
    const key = `${stack.name} ${name}`;
    if (given === undefined) throw new Unresolved(`local.${name}`, "the stack has no such local");
    if (this.localsInWork.has(key)) throw new Unresolved(`local.${name}`, "it refers to itself");
    this.localsInWork.add(key);
    try {
      return inside.reduce(step, this.resolved(stack, given));
    } finally {
      this.localsInWork.delete(key);
    }
  }

  private variable(stack: TerraformStack, [name = "", ...inside]: readonly string[]): unknown {
    const given = stack.json.variable?.[name]?.default;
    if (given === undefined) throw new Unresolved(`var.${name}`, "the variable has no default");
    return inside.reduce(step, given);
  }

  /** @throws Unresolved */
  resolved(stack: TerraformStack, given: unknown): unknown {
    const lookup = (steps: readonly string[]) => this.lookup(stack, steps);
    return resolveValue(given, lookup, (unresolved) => {
      throw unresolved;
    });
  }

  note(resource: Resource, argument: string, unresolved: Unresolved): void {
    this.noteAt(whereOf(resource), argument, unresolved);
  }

  private noteAt(
    where: string,
    argument: string,
    { expression, why }: Pick<Unresolved, "expression" | "why">,
  ): void {
    this.notes.set(`${where} ${argument} ${expression}`, { where, argument, expression, why });
  }
}
