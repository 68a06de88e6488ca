import { App } from "cdktf";
import type { WardenConfig } from "../config/schema";
import { planStacks } from "../config/stack-plan";
import { buildStack } from "./build-stack";

/**
 * All stacks by CDKTF's own synthesizer, without any shortcut of ours: what ours must equal byte for
 * byte.
 */
export function synthesizeByCdktf(config: WardenConfig, outdir?: string): void {
  const app = new App(outdir === undefined ? {} : { outdir });
  for (const planned of planStacks(config)) buildStack(app, planned, config);
  app.synth();
}
