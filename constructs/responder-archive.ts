import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { BUILT, packageRoot } from "../config/package-root";

export interface ResponderArchive {
  /** The zip file, named after its content. */
  readonly path: string;
  /** What Lambda compares to tell whether the code has changed. */
  readonly sha256Base64: string;
  /** Size of the zip file. */
  readonly bytes: number;
}

const ENTRY_POINT = "lambda/responder/index.ts";
const OUTPUT_FOLDER = ".build";
const NAME = /^responder-[0-9a-f]+\.zip$/;
const HASH_DIGITS = 16;

/** Zip files hold local time without a zone: a local date is the same digits everywhere. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const READABLE_FILE = 0o100644 << 16;

let built: ResponderArchive | undefined;

/**
 * Bundles and zips the responder: the same bytes on every machine, in every folder and zone. An
 * installed package has no sources and brings the archive that was built when it was packed, so
 * that no version of the SDK found there gets into it.
 */
export function buildResponderArchive(): ResponderArchive {
  return (built ??= archiveOf(packageRoot()));
}

const archiveOf = (root: string): ResponderArchive =>
  existsSync(join(root, ENTRY_POINT)) ? build(root) : packed(root);

/** Takes the archive that another thread has built. */
export function reuseResponderArchive(archive: ResponderArchive): void {
  built = archive;
}

function build(root: string): ResponderArchive {
  const zip = zipSync(
    { "index.js": [bundle(root), { level: 9, mtime: FIXED_TIME, os: UNIX, attrs: READABLE_FILE }] },
    {},
  );
  const name = `responder-${digestOf(zip).toString("hex").slice(0, HASH_DIGITS)}.zip`;
  const path = join(root, OUTPUT_FOLDER, name);
  writeOnce(path, zip);
  return described(path, zip);
}

function packed(root: string): ResponderArchive {
  const folder = join(root, BUILT);
  const name = readdirSync(folder).find((file) => NAME.test(file));
  if (name === undefined) throw new Error(`no archive of the responder in ${folder}`);
  const path = join(folder, name);
  return described(path, readFileSync(path));
}

const digestOf = (zip: Uint8Array): Buffer => createHash("sha256").update(zip).digest();

const described = (path: string, zip: Uint8Array): ResponderArchive => ({
  path,
  sha256Base64: digestOf(zip).toString("base64"),
  bytes: zip.byteLength,
});

function bundle(root: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [ENTRY_POINT],
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
