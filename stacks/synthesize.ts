import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import type { WardenConfig } from "../config/schema";
import { type PlannedStack, planStacks } from "../config/stack-plan";
import { buildStack } from "./build-stack";
import { withoutTraces } from "./without-traces";

export interface SynthesizedStack extends PlannedStack {
  /** Absolute; holds `cdk.tf.json` and the stack's assets, and nothing outside is needed. */
  readonly directory: string;
}

/**
 * Writes every stack of the configuration.
 * @param outdir @default `CDKTF_OUTDIR`, else `cdktf.out`
 * @returns the stacks in the order in which they are first applied
 */
export function synthesize(config: WardenConfig, outdir?: string): readonly SynthesizedStack[] {
  const app = new App(outdir === undefined ? {} : { outdir });
  const plan = planStacks(config);
  withoutTraces(() => {
    for (const planned of plan) buildStack(app, planned, config);
    app.synth();
  });

  const folder = path.resolve(app.outdir, "stacks");
  const stacks = plan.map((stack) => ({ ...stack, directory: path.join(folder, stack.name) }));
  removeStale(folder, new Set(stacks.map(({ name }) => name)));
  return stacks;
}

/** A stack that left the configuration must not be applied again from an old folder. */
function removeStale(folder: string, current: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!current.has(name)) rmSync(path.join(folder, name), { recursive: true });
  }
}
