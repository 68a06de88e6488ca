import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { findProvider } from "../../cli/prerequisites/provider";
import { findTerraform } from "../../cli/prerequisites/terraform";
import { terraformEnvironment } from "../../cli/terraform/environment";

const A_MINUTE = 60_000;
/** For one command, on a machine that does other work besides. */
const PATIENCE = 8 * A_MINUTE;

/** Runs Terraform in a folder; returns what it prints. */
export type RealTerraform = (cwd: string, ...args: string[]) => Promise<string>;

/** @param folder ours to write to: it holds Terraform's settings */
export async function realTerraform(folder: string): Promise<RealTerraform> {
  const { platform } = await findTerraform(AbortSignal.timeout(A_MINUTE));
  const { cliConfigFile } = findProvider({
    constraint: "5.100.0",
    platform,
    folder: path.join(folder, "terraform"),
    env: process.env,
  });
  const env = terraformEnvironment({ from: process.env, cliConfigFile, online: true });
  // Not `execFileSync`: an emulator may have to answer from this same process.
  return async (cwd, ...args) =>
    (await promisify(execFile)("terraform", args, { cwd, env, timeout: PATIENCE })).stdout;
}

/** What Terraform says of the folder; `{ valid: true, diagnostics: [] }` when all is well. */
export async function validated(terraform: RealTerraform, cwd: string): Promise<unknown> {
  await terraform(cwd, "init", "-backend=false", "-input=false");
  return JSON.parse(await terraform(cwd, "validate", "-json"));
}
