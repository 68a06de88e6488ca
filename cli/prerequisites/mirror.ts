import { type Dirent, readdirSync } from "node:fs";
import path from "node:path";
import { meets } from "./version";

export interface MirrorWanted {
  readonly constraint: string;
  readonly platform: string;
  readonly env: NodeJS.ProcessEnv;
}

const PROVIDER = ["registry.terraform.io", "hashicorp", "aws"];
/** Where people and packages put such things. */
const STANDARD_ROOTS = ["/opt", "/usr/local", "/usr/share", "/usr/local/share", "/srv", "/var/lib"];
const DEPTH = 3;

/** The first filesystem mirror with a fitting version of the AWS provider. */
export function findMirror(wanted: MirrorWanted): string | undefined {
  return mirrorIn(candidateRoots(wanted.env), wanted);
}

/** Terraform's implied mirror folders and its usual plugin cache, then the system's folders. */
export function candidateRoots(env: NodeJS.ProcessEnv): string[] {
  const home = env.HOME;
  const ofUser = home
    ? [path.join(home, ".terraform.d"), env.XDG_DATA_HOME ?? path.join(home, ".local", "share")]
    : [];
  const shared = (env.XDG_DATA_DIRS ?? "").split(path.delimiter).filter(Boolean);
  const terraforms = shared.map((folder) => path.join(folder, "terraform"));
  return [...new Set([...ofUser, ...terraforms, ...STANDARD_ROOTS])];
}

export function mirrorIn(
  roots: readonly string[],
  wanted: Omit<MirrorWanted, "env">,
): string | undefined {
  for (const root of roots) {
    for (const folder of foldersBelow(root, DEPTH)) {
      if (holds(path.join(folder, ...PROVIDER), wanted)) return folder;
    }
  }
  return undefined;
}

/** Breadth first, so that a mirror near the root is found before deep trees are read. */
function* foldersBelow(root: string, depth: number): Generator<string> {
  let level = [root];
  for (let remaining = depth; remaining >= 0 && level.length > 0; remaining--) {
    yield* level;
    level = remaining > 0 ? level.flatMap(subfolders) : [];
  }
}

const subfolders = (folder: string): string[] =>
  entries(folder)
    .filter((entry) => entry.isDirectory() && !PROVIDER.includes(entry.name))
    .map((entry) => path.join(folder, entry.name));

/** Unpacked: `5.100.0/linux_amd64/`. Packed: `terraform-provider-aws_5.100.0_linux_amd64.zip`. */
function holds(provider: string, { constraint, platform }: Omit<MirrorWanted, "env">): boolean {
  const unpacked = entries(provider)
    .map(({ name }) => name)
    .filter((name) => entries(path.join(provider, name, platform)).length > 0);
  const packed = entries(provider).flatMap(({ name }) => {
    const [, version] = /^terraform-provider-aws_(.+?)_(.+)\.zip$/.exec(name) ?? [];
    return version !== undefined && name.endsWith(`_${platform}.zip`) ? [version] : [];
  });
  return [...unpacked, ...packed].some((version) => meets(version, constraint));
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Absent, or not ours to read: no mirror for us in either case.
    return [];
  }
}
