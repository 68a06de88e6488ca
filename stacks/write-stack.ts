import { copyFileSync, mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { Aspects, type IAspect, type TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { ArchiveAsset } from "../constructs/archive-asset";
import { stableJson } from "./stable-json";
import { writeChanged } from "./write-changed";

export const STACK_FILE = "cdk.tf.json";

/**
 * Writes one stack as CDKTF's synthesizer does, but for two things: a file that is already there
 * with the same content isn't touched, and elements aren't resolved once more beforehand to find
 * references to other stacks, as there are none (docs/adr/0003-names-not-references.md).
 * @throws where a construct's validation fails; nothing is written then
 */
export function writeStack(stack: TerraformStack, directory: string): void {
  applyAspects(stack, []);
  stack.runAllValidations();
  mkdirSync(directory, { recursive: true });
  for (const construct of stack.node.findAll()) {
    if (construct instanceof ArchiveAsset) placeArchive(construct, directory);
  }
  writeChanged(path.join(directory, STACK_FILE), stableJson(stack.toTerraform()));
}

function applyAspects(construct: IConstruct, inherited: readonly IAspect[]): void {
  const aspects = [...inherited, ...Aspects.of(construct).all];
  for (const aspect of aspects) aspect.visit(construct);
  for (const child of construct.node.children) applyAspects(child, aspects);
}

/** The path holds the content's hash: a file of the same size is the same. */
function placeArchive({ archive, path: place }: ArchiveAsset, directory: string): void {
  const target = path.join(directory, place);
  if (sizeOf(target) === sizeOf(archive.path)) return;
  // Older versions go: the folder holds what is deployed and nothing else.
  rmSync(path.resolve(target, "../.."), { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(archive.path, target);
}

const sizeOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.size;
