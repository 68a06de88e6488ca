import { type Ran, run } from "../run";
import { terraformEnvironment } from "../terraform/environment";
import { MissingPrerequisite } from "./missing";
import { compareVersions } from "./version";

export interface TerraformFound {
  readonly version: string;
  /** As registries and mirrors name it: `linux_amd64`. */
  readonly platform: string;
}

/** The first version whose S3 backend locks its state with a file (`use_lockfile`). */
const LEAST = "1.10.0";
const REMEDY =
  "Install it: https://developer.hashicorp.com/terraform/install" +
  " (macOS: brew tap hashicorp/tap && brew install hashicorp/tap/terraform)";

export async function findTerraform(signal: AbortSignal): Promise<TerraformFound> {
  const env = terraformEnvironment({ from: process.env, cliConfigFile: undefined });
  return judgeTerraform(await run("terraform", ["version", "-json"], { env, signal }));
}

/** @throws MissingPrerequisite when it is absent, broken or too old */
export function judgeTerraform({ code, stdout, stderr }: Ran): TerraformFound {
  const missing = (why: string) =>
    new MissingPrerequisite({ what: `Terraform ${LEAST} or newer`, why, remedy: REMEDY });

  if (code === 127) throw missing("no command called terraform on PATH");
  const found = readVersion(stdout);
  if (code !== 0 || !found) {
    throw missing(`terraform version -json failed (${firstLine(stderr || stdout)})`);
  }
  if (compareVersions(found.version, LEAST) < 0) throw missing(`found ${found.version}`);
  return found;
}

function readVersion(stdout: string): TerraformFound | undefined {
  try {
    const read = JSON.parse(stdout) as Record<string, unknown>;
    const { terraform_version: version, platform } = read;
    if (typeof version === "string" && typeof platform === "string") return { version, platform };
  } catch {
    // Something called terraform that doesn't answer as Terraform does: the caller says so.
  }
  return undefined;
}

const firstLine = (text: string): string => text.trim().split("\n", 1)[0] ?? "";
