import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import { type PlannedStack } from "../config/stack-plan";
import { stableJson } from "./stable-json";
import { writeChanged } from "./write-changed";
import { STACK_FILE } from "./write-stack";

const STACKS = "stacks";
const MANIFEST = "manifest.json";

/** Absolute. */
export const directoryOf = (outdir: string, { name }: Pick<PlannedStack, "name">): string =>
  path.resolve(outdir, STACKS, name);

export const openFolder = (outdir: string): void => {
  mkdirSync(path.join(outdir, STACKS), { recursive: true });
};

/**
 * Leaves a folder that `cdktf deploy` and `warden prove` can read: the stacks of the configuration that
 * are there, and the manifest of them. A stack that left the configuration must not be applied
 * again from an old folder.
 */
export function closeFolder(outdir: string, plan: readonly PlannedStack[]): void {
  const planned = new Set(plan.map(({ name }) => name));
  for (const name of readdirSync(path.join(outdir, STACKS))) {
    if (!planned.has(name)) rmSync(path.join(outdir, STACKS, name), { recursive: true });
  }
  const written = plan.filter((stack) =>
    existsSync(path.join(directoryOf(outdir, stack), STACK_FILE)),
  );
  writeChanged(path.join(outdir, MANIFEST), stableJson(manifestOf(outdir, written)));
}

/** As CDKTF's own; no stack refers to another, so none depends on one. */
const manifestOf = (outdir: string, stacks: readonly PlannedStack[]) => ({
  version: new App({ outdir }).manifest.version,
  stacks: Object.fromEntries(
    stacks.map(({ name }) => {
      const workingDirectory = path.join(STACKS, name);
      return [
        name,
        {
          name,
          constructPath: name,
          workingDirectory,
          synthesizedStackPath: path.join(workingDirectory, STACK_FILE),
          stackMetadataPath: path.join(workingDirectory, "metadata.json"),
          annotations: [],
          dependencies: [],
        },
      ];
    }),
  ),
});
