import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { packageRoot } from "../config/package-root";

export interface ResponderArchive {
  /** The zip file, named after its content. */
  readonly path: string;
  /** What Lambda compares to tell whether the code has changed. */
  readonly sha256Base64: string;
  /** Size of the zip file. */
  readonly bytes: number;
}

const OUTPUT_FOLDER = ".build";
const HASH_DIGITS = 16;

/** Zip files hold local time without a zone: a local date is the same digits everywhere. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const READABLE_FILE = 0o100644 << 16;

let built: ResponderArchive | undefined;

/** Bundles and zips the responder: the same bytes on every machine, in every folder and zone. */
export function buildResponderArchive(): ResponderArchive {
  return (built ??= build(packageRoot()));
}

/** Takes the archive that another thread has built. */
export function reuseResponderArchive(archive: ResponderArchive): void {
  built = archive;
}

function build(root: string): ResponderArchive {
  const zip = zipSync(
    { "index.js": [bundle(root), { level: 9, mtime: FIXED_TIME, os: UNIX, attrs: READABLE_FILE }] },
    {},
  );
  const digest = createHash("sha256").update(zip).digest();
  const name = `responder-${digest.toString("hex").slice(0, HASH_DIGITS)}.zip`;
  const path = join(root, OUTPUT_FOLDER, name);
  writeOnce(path, zip);
  return { path, sha256Base64: digest.toString("base64"), bytes: zip.byteLength };
}

function bundle(root: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ["lambda/responder/index.ts"],
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // ES modules can be shaken; the SDK's CommonJS builds come whole.
    mainFields: ["module", "main"],
    conditions: ["module", "import"],
    alias: {
      "@aws-sdk/credential-provider-node": "./lambda/responder/aws/environment-credentials.ts",
    },
    legalComments: "none",
    sourcemap: false,
    // Not whichever tsconfig.json lies around the package.
    tsconfigRaw: "{}",
    logLevel: "error",
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error("esbuild made no bundle of the responder");
  return output.contents;
}

/** Whole or not at all: another process may synthesize at the same time. */
function writeOnce(path: string, content: Uint8Array): void {
  if (existsSync(path)) return;
  mkdirSync(join(path, ".."), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}
