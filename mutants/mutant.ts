import type { TerraformJson, TerraformStack } from "../proof/model/stack";
import { type Change, edited, INSIDE, type Steps, valueAt } from "./tree";

/** One stack with one thing spoiled. */
export interface Mutant {
  /** Unique and lasting: `audit aws_sns_topic.X kms_master_key_id removed`. */
  readonly id: string;
  readonly stack: string;
  /** `aws_sqs_queue`, `data.aws_kms_key`, `provider.aws` */
  readonly type: string;
  /** `aws_sqs_queue.DeadLetters_1234` */
  readonly address: string;
  /** `policy.Statement[TlsOnly].Effect`; empty for the resource itself. */
  readonly at: string;
  /** `removed`, `altered`, `widened to "*"`, … */
  readonly change: string;
  readonly apply: () => TerraformStack;
}

/** Where a block of a stack stands: `["resource", "aws_sqs_queue", "X"]`. */
export interface Place {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly address: string;
  readonly root: Steps;
  readonly given: unknown;
}

export interface Edit {
  readonly steps: Steps;
  readonly change: string;
  readonly to: Change;
}

export function mutantOf(place: Place, { steps, change, to }: Edit): Mutant {
  const { stack, type, address, root, given } = place;
  const at = pathOf(given, steps);
  return {
    id: [stack.name, address, at, change].filter((part) => part !== "").join(" "),
    stack: stack.name,
    type,
    address,
    at,
    change,
    apply: () => ({
      ...stack,
      json: edited(stack.json, [...root, ...steps], to) as TerraformJson,
    }),
  };
}

/** Statements go by their Sid: an index says nothing to a reader, and shifts. */
function pathOf(given: unknown, steps: Steps): string {
  return steps
    .map((step, index) => {
      if (step === INSIDE) return "";
      if (typeof step === "string") return `.${step}`;
      return `[${sidAt(given, steps.slice(0, index + 1)) ?? step}]`;
    })
    .join("")
    .replace(/^\./, "");
}

function sidAt(given: unknown, steps: Steps): string | undefined {
  if (steps.at(-2) !== "Statement") return undefined;
  const { Sid } = valueAt(given, steps) as { readonly Sid?: string };
  return Sid;
}

/** Every resource, data source and provider of a stack. */
export function placesOf(stack: TerraformStack): Place[] {
  const { resource = {}, data = {}, provider } = stack.json;
  const blocks = (mode: "resource" | "data", found: typeof resource): Place[] =>
    Object.entries(found).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, given]) => {
        const named = mode === "data" ? `data.${type}` : type;
        const address = `${named}.${id}`;
        return { stack, type: named, address, root: [mode, type, id], given };
      }),
    );
  const providers = [provider?.aws ?? []].flat().map((given, index) => ({
    stack,
    type: "provider.aws",
    address: `provider.aws[${index}]`,
    root: ["provider", "aws", index],
    given,
  }));
  return [...blocks("resource", resource), ...blocks("data", data), ...providers];
}
