import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Arguments = Readonly<Record<string, unknown>>;
export type Blocks = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** What of a Terraform JSON configuration the proof reads. */
export interface TerraformJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly locals?: Arguments;
  readonly variable?: Readonly<Record<string, Arguments>>;
  readonly provider?: { readonly aws?: Arguments | readonly Arguments[] };
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
    return { name, file, json: JSON.parse(readFileSync(file, "utf8")) as TerraformJson };
  } catch (error) {
    throw new Error(`${file} can't be read as Terraform JSON: ${(error as Error).message}`);
  }
}

/** Where a provider block works: the account by `allowed_account_ids`, else by the assumed role. */
export interface ProviderPlace {
  readonly accountId: string;
  readonly region: string;
}

/** @param alias `aws.home`; the provider without an alias where there is none */
export function providerPlace({ json }: TerraformStack, alias?: unknown): ProviderPlace {
  const given = json.provider?.aws ?? [];
  const blocks = Array.isArray(given) ? (given as Arguments[]) : [given as Arguments];
  const wanted = typeof alias === "string" ? alias.replace(/^aws\./, "") : undefined;
  const block = blocks.find((one) => one.alias === wanted) ?? {};
  const [allowed] = [block.allowed_account_ids].flat();
  const [role] = [block.assume_role].flat() as (Arguments | undefined)[];
  const assumed = /^arn:[\w-]+:iam::(\d{12}):/.exec(String(role?.role_arn))?.[1];
  return { accountId: String(allowed ?? assumed ?? ""), region: String(block.region ?? "") };
}
