import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

/** Every file below the folder, by its path there. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .sort();

export interface Written {
  /** Of all files. */
  readonly bytes: number;
  /** SHA-256 of every file by its path. */
  readonly digests: Readonly<Record<string, string>>;
}

export function writtenIn(folder: string): Written {
  let bytes = 0;
  const digests: Record<string, string> = {};
  for (const file of filesIn(folder)) {
    const content = readFileSync(path.join(folder, file));
    bytes += content.length;
    digests[file] = createHash("sha256").update(content).digest("hex");
  }
  return { bytes, digests };
}

/** The same files with the same bytes. */
export const isIdentical = (one: Written, other: Written): boolean =>
  isDeepStrictEqual(one.digests, other.digests);
