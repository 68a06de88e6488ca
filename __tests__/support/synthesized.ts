import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { synthesize, type SynthesizedStack, writeStacks } from "../../stacks/synthesize";

export type Properties = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Properties>>>>;

export interface StackJson extends SynthesizedStack {
  readonly json: {
    readonly resource: Blocks;
    readonly data?: Blocks;
    readonly output?: Readonly<Record<string, Properties>>;
    readonly provider: { readonly aws: readonly Properties[] };
    readonly terraform: Properties;
  };
}

/** The stacks as they are written to disk, validations on. */
export function synthesized(config: WardenConfig): StackJson[] {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-synth-"));
  try {
    return synthesize(config, folder).map((stack) => ({
      ...stack,
      json: readJson(stack.directory),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One stack alone, in a fraction of the time. */
export function synthesizedStack(config: WardenConfig, name: string): StackJson {
  const planned = planStacks(config).find((stack) => stack.name === name);
  if (!planned) throw new Error(`no stack ${name}`);
  const outdir = mkdtempSync(path.join(tmpdir(), "warden-synth-"));
  try {
    const directory = path.join(outdir, "stacks", name);
    writeStacks({ config, outdir, stacks: [planned] });
    return { ...planned, directory, json: readJson(directory) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const readJson = (directory: string) =>
  JSON.parse(readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as StackJson["json"];

/** `[address, properties]` of every resource of the type. */
export const resources = ({ json }: StackJson, type: string): [string, Properties][] =>
  Object.entries(json.resource[type] ?? {}).map(([id, properties]) => [
    `${type}.${id}`,
    properties,
  ]);

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Properties>>;
}

/** Parses a policy argument; what Terraform fills in unquoted stands as `["<terraform>"]`. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  const text = String(policy).replace(/\$\{jsonencode\([^}]*\)\}/g, '["<terraform>"]');
  return (JSON.parse(text) as { Statement: PolicyStatement[] }).Statement;
}

const POLICY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_bus_policy: "policy",
  aws_iam_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_organizations_policy: "content",
  aws_s3_bucket_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
};

/** Every statement of every policy of the stack, with the address it stands at. */
export const allStatements = (stack: StackJson): [string, PolicyStatement][] =>
  Object.entries(POLICY_ARGUMENTS).flatMap(([type, argument]) =>
    resources(stack, type).flatMap(([address, properties]) =>
      statementsOf(properties[argument]).map((statement): [string, PolicyStatement] => [
        `${stack.name} ${address} ${statement.Sid ?? ""}`,
        statement,
      ]),
    ),
  );

export const list = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);
