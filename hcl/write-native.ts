import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type SynthesizedStack } from "../stacks/synthesize";
import { STACK_FILE } from "../stacks/write-stack";
import { type JsonObject } from "./expression";
import { nativeSyntax } from "./native";
import { type ProviderSchema } from "./shape";

/**
 * Writes the stack as `stacks/<name>/main.tf`, its assets beside it: as deep as CDKTF's folder, so
 * that a local state stays where it is.
 * @returns the stack's new folder, absolute
 */
export function writeNative(
  { name, directory }: SynthesizedStack,
  outdir: string,
  schema: ProviderSchema,
): string {
  const target = path.resolve(outdir, "stacks", name);
  const isAsset = (file: string) => path.basename(file) !== STACK_FILE;
  cpSync(directory, target, { recursive: true, filter: isAsset });
  const json = readFileSync(path.join(directory, STACK_FILE), "utf8");
  writeFileSync(path.join(target, "main.tf"), nativeSyntax(JSON.parse(json) as JsonObject, schema));
  return target;
}
