import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const PACKAGE_NAME = "bucket-warden";

/** Folder of what the package is built of; what lies there in a checkout may be old. */
export const BUILT = "dist";

/** The folder of this package, wherever it is installed and whatever folder the user works in. */
export function packageRoot(): string {
  const isRoot = (folder: string) => nameIn(join(folder, "package.json")) === PACKAGE_NAME;
  let folder = __dirname;
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package "${PACKAGE_NAME}" above ${__dirname}`);
    folder = parent;
  }
  return folder;
}

/** `0.1.0` */
export const packageVersion = (): string =>
  String(manifestIn(join(packageRoot(), "package.json"))?.version);

const nameIn = (file: string): unknown => manifestIn(file)?.name;

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
}

const manifestIn = (file: string): Manifest | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest | null) : null;
