import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { addressedBlocks, labelledBlocks, mergedBlocks, providerBlocks } from "./normal";

export type Arguments = Readonly<Record<string, unknown>>;
export type Blocks = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** What of a Terraform JSON configuration the proof reads. */
export interface TerraformJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly locals?: Arguments;
  readonly variable?: Readonly<Record<string, Arguments>>;
  readonly provider?: { readonly aws?: Arguments | readonly Arguments[] };
  readonly module?: Readonly<Record<string, Arguments>>;
}

/** One root module: a stack of ours, or anybody's Terraform JSON that is deployed beside them. */
export interface TerraformStack {
  readonly name: string;
  /** Where the JSON stands, for messages; `cdktf.out/stacks/audit/cdk.tf.json`. */
  readonly file: string;
  readonly json: TerraformJson;
}

/**
 * Every stack below `outdir/stacks`, in the order of their names.
 * @throws where a stack's file is missing or is no JSON: its path and the reason
 */
export const readStacks = (outdir: string): TerraformStack[] =>
  readdirSync(path.join(outdir, "stacks"))
    .sort()
    .map((name) => readTerraform(path.join(outdir, "stacks", name, "cdk.tf.json"), name));

/** @throws where the file is missing or is no JSON: its path and the reason */
export function readTerraform(file: string, name: string): TerraformStack {
  try {
    return { name, file, json: normalised(JSON.parse(readFileSync(file, "utf8"))) };
  } catch (error) {
    throw new Error(`${file} can't be read as Terraform JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Blocks that Terraform JSON may have in lists, by their labels. */
function normalised(given: unknown): TerraformJson {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new Error("it is no object");
  const json = given as Arguments;
  return {
    ...json,
    resource: addressedBlocks(json.resource),
    data: addressedBlocks(json.data),
    locals: mergedBlocks(json.locals),
    variable: labelledBlocks(json.variable),
    provider: { aws: providerBlocks(json.provider, "aws") },
    module: labelledBlocks(json.module),
  };
}

/** Where a provider block works: the account by `allowed_account_ids`, else by the assumed role. */
export interface ProviderPlace {
  /** Empty where the provider doesn't say: then nothing is known of what AWS makes there. */
  readonly accountId: string;
  readonly region: string;
}

/**
 * @param alias `aws.home`; the provider without an alias where there is none
 * @param resolved what expressions of the block come to
 */
export function providerPlace(
  { json }: TerraformStack,
  alias?: unknown,
  resolved: (given: unknown) => unknown = (given) => given,
): ProviderPlace {
  const wanted = typeof alias === "string" ? alias.replace(/^\$\{(.*)\}$/, "$1") : undefined;
  const name = wanted?.startsWith("aws.") ? wanted.slice("aws.".length) : undefined;
  const block = providerBlocks(json.provider, "aws").find((one) => one.alias === name) ?? {};
  const text = (given: unknown) => {
    const value = resolved(given);
    return typeof value === "string" ? value : "";
  };
  const [allowed] = [block.allowed_account_ids].flat();
  const [role] = [block.assume_role].flat() as (Arguments | undefined)[];
  const assumed = /^arn:[\w-]+:iam::(\d{12}):/.exec(text(role?.role_arn))?.[1];
  return { accountId: text(allowed) || (assumed ?? ""), region: text(block.region) };
}
