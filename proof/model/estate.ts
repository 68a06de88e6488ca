import { COMPUTED } from "./attributes";
import { resolveValue, step, Unresolved } from "./expressions";
import { type Resource, textOf, whereOf } from "./resource";
import { type Arguments, providerPlace, type TerraformStack } from "./stack";

/** What a proof assumes that no stack says. */
export interface Assumptions {
  /** Whose organization the accounts are. @default each account stands alone */
  readonly organization?: { readonly id: string; readonly accountIds: readonly string[] };
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

/**
 * Several stacks read as one: who has which resource, and what their expressions come to. Values
 * are worked out when they are asked for, and once.
 */
export class Estate {
  private readonly all = new Map<string, Resource[]>();
  private readonly byPlace = new Map<string, Resource>();
  private readonly arns = new Map<string, Map<string, Resource>>();
  private readonly notes = new Map<string, UnresolvedExpression>();

  constructor(
    readonly stacks: readonly TerraformStack[],
    readonly assumptions: Assumptions = {},
  ) {
    for (const stack of stacks) {
      this.add(stack, "", stack.json.resource);
      this.add(stack, "data.", stack.json.data);
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
    let index = this.arns.get(type);
    if (!index) {
      index = new Map(this.resources(type).map((one) => [textOf(one, "arn") ?? "", one]));
      this.arns.set(type, index);
    }
    return index.get(arn);
  }

  /** Every expression that could not be resolved, in any argument of any resource. */
  unresolved(): readonly UnresolvedExpression[] {
    for (const resource of [...this.all.values()].flat()) (resource as Held).all();
    return [...this.notes.values()];
  }

  private add(stack: TerraformStack, mode: string, blocks: TerraformStack["json"]["resource"]) {
    for (const [type, found] of Object.entries(blocks ?? {})) {
      const list = this.all.get(`${mode}${type}`) ?? [];
      for (const [id, given] of Object.entries(found)) {
        const resource = new Held(this, { stack, type: `${mode}${type}`, id, given });
        list.push(resource);
        this.byPlace.set(whereOf(resource), resource);
      }
      this.all.set(`${mode}${type}`, list);
    }
  }

  /** @throws Unresolved */
  lookup(stack: TerraformStack, steps: readonly string[]): unknown {
    const [root = "", ...rest] = steps;
    if (root === "local") return this.local(stack, rest);
    if (root === "var") return this.variable(stack, rest);
    const [type = "", id = "", attribute = "", ...inside] = root === "data" ? rest : steps;
    const address = `${root === "data" ? "data." : ""}${type}.${id}`;
    const resource = this.byPlace.get(`${stack.name} ${address}`);
    if (!resource) throw new Unresolved(steps.join("."), `the stack has no ${address}`);
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
    if (given === undefined) throw new Unresolved(`local.${name}`, "the stack has no such local");
    return inside.reduce(step, this.resolved(stack, given));
  }

  private variable(stack: TerraformStack, [name = "", ...inside]: readonly string[]): unknown {
    const given = stack.json.variable?.[name]?.default;
    if (given === undefined) throw new Unresolved(`var.${name}`, "the variable has no default");
    return inside.reduce(step, given);
  }

  private resolved(stack: TerraformStack, given: unknown): unknown {
    const lookup = (steps: readonly string[]) => this.lookup(stack, steps);
    return resolveValue(given, lookup, (unresolved) => {
      throw unresolved;
    });
  }

  note(resource: Resource, argument: string, { expression, why }: Unresolved): void {
    const where = whereOf(resource);
    this.notes.set(`${where} ${argument} ${expression}`, { where, argument, expression, why });
  }
}

interface Parts {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly id: string;
  readonly given: Arguments;
}

/** Attributes that come from elsewhere in the estate: they need more than the resource itself. */
const FROM_ESTATE: Readonly<
  Record<string, (name: string, resource: Resource, estate: Estate) => unknown>
> = {
  "data.aws_kms_key": (name, resource, estate) => {
    if (name !== "arn" && name !== "id") return undefined;
    const asked = textOf(resource, "key_id") ?? "";
    if (!asked.includes("alias/"))
      return name === "arn" && asked.startsWith("arn:") ? asked : undefined;
    const arn = asked.startsWith("arn:") ? asked : undefined;
    const alias = estate
      .resources("aws_kms_alias")
      .find(
        (one) =>
          textOf(one, "arn") === arn ||
          (!arn && one.stack === resource.stack && textOf(one, "name") === asked),
      );
    const keyId = alias && textOf(alias, "target_key_id");
    const key = estate
      .resources("aws_kms_key")
      .find(
        (one) =>
          one.stack === alias?.stack &&
          (textOf(one, "key_id") === keyId || textOf(one, "arn") === keyId),
      );
    return key && textOf(key, name === "id" ? "key_id" : "arn");
  },
  "data.aws_dynamodb_table_item": (name, resource, estate) => {
    if (name !== "item") return undefined;
    const key = textOf(resource, "key") ?? "";
    const table = textOf(resource, "table_name");
    const bucket = /"denylist#([^"]+)"/.exec(key)?.[1] ?? "";
    const begun = estate
      .resources("aws_dynamodb_table_item")
      .find(
        (one) =>
          one.stack === resource.stack &&
          textOf(one, "table_name") === table &&
          (textOf(one, "item") ?? "").includes(bucket),
      );
    const item = begun && textOf(begun, "item");
    const blocked = estate.assumptions.blocked?.[bucket];
    if (!item || !blocked) return item;
    const parsed = JSON.parse(item) as Record<string, unknown>;
    return JSON.stringify({ ...parsed, userIds: { SS: blocked } });
  },
};

/** For Terraform itself; no value of AWS's. */
const META_ARGUMENTS: ReadonlySet<string> = new Set(["//", "depends_on", "lifecycle", "provider"]);

class Held implements Resource {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly address: string;
  readonly place;
  private readonly given: Arguments;
  private readonly known = new Map<string, unknown>();

  constructor(
    private readonly estate: Estate,
    { stack, type, id, given }: Parts,
  ) {
    this.stack = stack;
    this.type = type;
    this.address = `${type}.${id}`;
    this.given = given;
    this.place = providerPlace(stack, given.provider);
  }

  value(name: string): unknown {
    if (!this.known.has(name)) {
      // Whoever refers to itself finds nothing.
      this.known.set(name, undefined);
      this.known.set(name, this.worked(name));
    }
    return this.known.get(name);
  }

  all(): void {
    for (const name of Object.keys(this.given)) if (!META_ARGUMENTS.has(name)) this.value(name);
  }

  private worked(name: string): unknown {
    const given = this.given[name];
    if (given !== undefined) return this.resolved(name, given);
    return FROM_ESTATE[this.type]?.(name, this, this.estate) ?? COMPUTED[this.type]?.[name]?.(this);
  }

  private resolved(name: string, given: unknown): unknown {
    const lookup = (steps: readonly string[]) => this.estate.lookup(this.stack, steps);
    return resolveValue(given, lookup, (unresolved) => {
      this.estate.note(this, name, unresolved);
    });
  }
}
