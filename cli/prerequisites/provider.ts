import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findMirror } from "./mirror";

export interface ProviderWanted {
  /** Terraform's version constraint: `5.100.0`, `~> 5.100`. */
  readonly constraint: string;
  readonly platform: string;
  /** A folder that is ours to write to. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface ProviderSource {
  readonly cliConfigFile: string;
  /** Where the provider comes from, for the person who watches. */
  readonly from: string;
}

/**
 * The person's own Terraform settings where there are any; else a filesystem mirror, when one in
 * the usual places holds what is wanted; else the registry.
 */
export function findProvider(wanted: ProviderWanted): ProviderSource {
  const own = ownCliConfig(wanted.env);
  if (own !== undefined) return { cliConfigFile: own, from: `as ${own} says` };

  const mirror = findMirror(wanted);
  const cache = path.join(wanted.folder, "plugins");
  const settings = mirror === undefined ? fromRegistry(cache) : fromMirror(mirror);
  if (mirror === undefined) mkdirSync(cache, { recursive: true });
  const cliConfigFile = path.join(wanted.folder, "terraform.rc");
  mkdirSync(wanted.folder, { recursive: true });
  writeFileSync(cliConfigFile, settings);
  return { cliConfigFile, from: mirror ?? "registry.terraform.io" };
}

/** A TF_CLI_CONFIG_FILE that names no file is no wish: Terraform itself only warns of it. */
function ownCliConfig({ TF_CLI_CONFIG_FILE: named, HOME: home }: NodeJS.ProcessEnv) {
  const candidates = [named, home && path.join(home, ".terraformrc")];
  return candidates.find((file): file is string => Boolean(file) && existsSync(file ?? ""));
}

/** JSON strings are HCL strings but for `${` and `%{`. */
const quote = (text: string): string =>
  JSON.stringify(text).replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);

export const fromMirror = (mirror: string): string => `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${quote(mirror)}
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`;

/** The provider takes 700 MB: one copy serves all stacks. */
export const fromRegistry = (cache: string): string => `disable_checkpoint = true
plugin_cache_dir   = ${quote(cache)}
`;
