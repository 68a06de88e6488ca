import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findProvider } from "../cli/prerequisites/provider";
import { findTerraform } from "../cli/prerequisites/terraform";
import { run } from "../cli/run";
import { terraformEnvironment } from "../cli/terraform/environment";
import { type ProviderSchema } from "./shape";

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
}

/** The Terraform of this machine, as far as it is asked about texts alone: no account, no state. */
export interface TerraformForTexts {
  schema(): Promise<ProviderSchema>;
  /** Lays out every file below the folder. */
  format(folder: string): Promise<void>;
  /** Empty when there is nothing to say. */
  diagnostics(folder: string): Promise<readonly Diagnostic[]>;
}

interface Wanted {
  readonly providerVersion: string;
  /** Ours to write to. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

const ADDRESS = "registry.terraform.io/hashicorp/aws";

/** @throws MissingPrerequisite */
export async function terraformForTexts(wanted: Wanted): Promise<TerraformForTexts> {
  const { providerVersion, scratch, signal } = wanted;
  const { platform } = await findTerraform(signal);
  const { cliConfigFile } = findProvider({
    constraint: providerVersion,
    platform,
    folder: path.join(scratch, "settings"),
    env: process.env,
  });
  const env = {
    ...terraformEnvironment({ from: process.env, cliConfigFile, online: true }),
    // The stacks' own folders stay as they were written.
    TF_DATA_DIR: path.join(scratch, "data"),
  };
  const terraform = async (cwd: string, ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run("terraform", args, { cwd, env, signal });
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} failed\n${stderr || stdout}`);
    return stdout;
  };
  const init = (cwd: string) => terraform(cwd, "init", "-backend=false", "-input=false");

  return {
    schema: async () => {
      const folder = path.join(scratch, "schema");
      mkdirSync(folder);
      writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(asking(providerVersion)));
      await init(folder);
      return schemaIn(await terraform(folder, "providers", "schema", "-json"));
    },
    format: async (folder) => {
      await terraform(folder, "fmt", "-recursive");
    },
    diagnostics: async (folder) => {
      await init(folder);
      const { stdout } = await run("terraform", ["validate", "-json"], {
        cwd: folder,
        env,
        signal,
      });
      // It may know this platform alone; the first real `init` makes another.
      rmSync(path.join(folder, ".terraform.lock.hcl"));
      return (JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics;
    },
  };
}

const asking = (version: string) => ({
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } },
});

function schemaIn(answer: string): ProviderSchema {
  const { provider_schemas: schemas } = JSON.parse(answer) as {
    readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
  };
  const schema = schemas[ADDRESS];
  if (!schema) throw new Error(`terraform providers schema tells nothing of ${ADDRESS}`);
  return schema;
}
