import { App } from "cdktf";
import { matchingStacks } from "../config/only-stacks";
import type { WardenConfig } from "../config/schema";
import { type PlannedStack, planStacks } from "../config/stack-plan";
import { buildStack } from "./build-stack";
import { closeFolder, directoryOf, openFolder } from "./output-folder";
import { quickly } from "./quickly";
import { writeStack } from "./write-stack";

export interface SynthesizedStack extends PlannedStack {
  /** Absolute; holds `cdk.tf.json` and the stack's assets, and nothing outside is needed. */
  readonly directory: string;
}

/** Stacks of a configuration, to be written into a folder. */
export interface Synthesis {
  readonly config: WardenConfig;
  readonly outdir: string;
  /** In the order in which they are first applied. */
  readonly stacks: readonly PlannedStack[];
}

export interface SynthesisOptions {
  /** @default `CDKTF_OUTDIR`, else `cdktf.out` */
  readonly outdir?: string | undefined;
  /** Patterns of names; the folders of other stacks stay as they are. @default all stacks */
  readonly only?: readonly string[] | undefined;
}

export const defaultOutdir = (): string => process.env.CDKTF_OUTDIR ?? "cdktf.out";

/**
 * Writes every stack of the configuration, one after the other, in this thread.
 * @returns the stacks in the order in which they are first applied
 */
export function synthesize(config: WardenConfig, outdir?: string): readonly SynthesizedStack[] {
  const synthesis = synthesisOf(config, { outdir });
  writeStacks(synthesis);
  return closed(synthesis);
}

/**
 * What is to be written where; the folder is there then.
 * @throws NoSuchStack for patterns that fit none
 */
export function synthesisOf(
  config: WardenConfig,
  { outdir = defaultOutdir(), only = [] }: SynthesisOptions,
): Synthesis {
  const stacks = matchingStacks(planStacks(config), only);
  openFolder(outdir);
  return { config, outdir, stacks };
}

/** Builds and writes stack by stack; disjoint ones can be written side by side. */
export function writeStacks(
  { config, outdir, stacks }: Synthesis,
  onWritten?: (stack: PlannedStack) => void,
): void {
  const app = new App({ outdir });
  for (const planned of stacks) {
    quickly(() => {
      writeStack(buildStack(app, planned, config), directoryOf(outdir, planned));
    });
    onWritten?.(planned);
  }
}

/** The folder as other commands expect it, once all stacks are written. */
export function closed({ config, outdir, stacks }: Synthesis): readonly SynthesizedStack[] {
  closeFolder(outdir, planStacks(config));
  return stacks.map((stack) => ({ ...stack, directory: directoryOf(outdir, stack) }));
}
