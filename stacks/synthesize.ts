import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import { AUDIT_STACK, workloadStack } from "../config/names";
import type { WardenConfig } from "../config/schema";
import { AuditStack } from "./audit-stack";
import { WorkloadStack } from "./workload-stack";

export interface SynthesizedStack {
  readonly name: string;
  readonly accountId: string;
  readonly kind: "audit" | "workload";
  /** Absolute; holds `cdk.tf.json` and the stack's assets, and nothing outside is needed. */
  readonly directory: string;
}

/**
 * Writes every stack of the configuration.
 * @param outdir @default `CDKTF_OUTDIR`, else `cdktf.out`
 * @returns the stacks in the order in which they are first applied: audit, then workloads
 */
export function synthesize(config: WardenConfig, outdir?: string): readonly SynthesizedStack[] {
  const app = new App(outdir === undefined ? {} : { outdir });
  new AuditStack(app, config);
  for (const workload of config.workloads) new WorkloadStack(app, config, workload);
  app.synth();

  const folder = path.resolve(app.outdir, "stacks");
  const stacks = describeStacks(config, folder);
  removeStale(folder, new Set(stacks.map(({ name }) => name)));
  return stacks;
}

function describeStacks(config: WardenConfig, folder: string): SynthesizedStack[] {
  const describe = (kind: SynthesizedStack["kind"], name: string, accountId: string) => ({
    name,
    accountId,
    kind,
    directory: path.join(folder, name),
  });
  return [
    describe("audit", AUDIT_STACK, config.auditAccount.id),
    ...config.workloads.map((workload) =>
      describe("workload", workloadStack(workload), workload.accountId),
    ),
  ];
}

/** A stack that left the configuration must not be applied again from an old folder. */
function removeStale(folder: string, current: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!current.has(name)) rmSync(path.join(folder, name), { recursive: true });
  }
}
