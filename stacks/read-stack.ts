import { readFileSync } from "node:fs";
import path from "node:path";
import { type SynthesizedStack } from "./synthesize";

export type Arguments = Readonly<Record<string, unknown>>;

/** A stack as it was written to disk: what Terraform will be given. */
export interface StackJson extends SynthesizedStack {
  readonly json: {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  };
}

/** One resource of a stack, with the arguments that Terraform gets. */
export interface Resource {
  readonly stack: StackJson;
  readonly type: string;
  /** `aws_sqs_queue.DeadLetters_1234` */
  readonly address: string;
  readonly arguments: Arguments;
}

export const readStack = (stack: SynthesizedStack): StackJson => ({
  ...stack,
  json: JSON.parse(
    readFileSync(path.join(stack.directory, "cdk.tf.json"), "utf8"),
  ) as StackJson["json"],
});

export const resourcesOf = (stack: StackJson, type: string): readonly Resource[] =>
  Object.entries(stack.json.resource?.[type] ?? {}).map(([id, found]) => ({
    stack,
    type,
    address: `${type}.${id}`,
    arguments: found,
  }));

/** Of all resources, data sources left out. */
export const addressesIn = ({ json }: StackJson): string[] =>
  Object.entries(json.resource ?? {}).flatMap(([type, found]) =>
    Object.keys(found).map((id) => `${type}.${id}`),
  );

const REFERENCE = /^\$\{([a-z0-9_]+)\.([\w-]+)\.([a-z_]+)\}$/;

/**
 * The resource of `type` that a value such as `${aws_s3_bucket.X.id}` comes from, through however
 * many others that hand it on; undefined for a literal.
 */
export function origin(stack: StackJson, value: unknown, type: string): Resource | undefined {
  const [, found = "", id, attribute = ""] = REFERENCE.exec(String(value)) ?? [];
  const resource = resourcesOf(stack, found).find(({ address }) => address === `${found}.${id}`);
  if (!resource || found === type) return resource;
  return origin(stack, resource.arguments[attribute], type);
}
