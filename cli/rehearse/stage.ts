import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { WardenConfig } from "../../config/schema";
import { type EmulatorOptions, providerOverride, startEmulator } from "../../emulator";
import { synthesize, type SynthesizedStack } from "../../stacks/synthesize";
import { type Progress } from "../progress/progress";
import { terraformEnvironment } from "../terraform/environment";
import { terraformIn } from "../terraform/terraform";
import { type Backstage, backstageOf } from "./backstage";
import { type Recorder } from "./recorder";
import { type Tools } from "./tools";

export interface Stage extends Backstage {
  close(): Promise<void>;
}

export interface StageOptions {
  readonly config: WardenConfig;
  /** Holds one folder for each run. */
  readonly folder: string;
  readonly tools: Tools;
  readonly recorder: Recorder;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly onLog: (line: string) => void;
  readonly onCall?: EmulatorOptions["onCall"];
}

/** The stacks as files, the emulator running, Terraform pointed at it. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { config, folder, tools, recorder, progress, signal, onLog, onCall } = options;
  const synthesized = await progress.step("Synthesize the stacks", () =>
    Promise.resolve(synthesize(config, folder)),
  );
  recorder.note("The stacks are written", synthesized.map(({ name }) => name).join(", "));

  const emulator = await progress.step("Start the emulator", () =>
    startEmulator({
      motoCommand: tools.motoCommand,
      onLog,
      ...(onCall && { onCall }),
      ...organizationOf(config),
    }),
  );
  recorder.note("The emulator answers", emulator.url);

  const { cliConfigFile } = tools.provider;
  const environments = {
    environment: terraformEnvironment({ from: process.env, cliConfigFile }),
    initEnvironment: terraformEnvironment({ from: process.env, cliConfigFile, online: true }),
  };
  const stacks = synthesized.map((stack) => {
    writeOverride(stack, emulator.url);
    const terraform = terraformIn({ directory: stack.directory, ...environments, signal });
    return { ...stack, terraform };
  });
  const backstage = backstageOf({ config, emulator, stacks, recorder, signal });
  return { ...backstage, close: () => emulator.stop() };
}

/** The organization exists before anything of ours does; its units hold the workload accounts. */
export function organizationOf(config: WardenConfig): Pick<EmulatorOptions, "organization"> {
  const { organization, auditAccount } = config;
  if (!organization) return {};
  const { id, rootId, managementAccountId, guardrailTargets } = organization;
  const workloads = config.workloads.map(({ accountId }) => accountId);
  const units = guardrailTargets.filter((target) => target.startsWith("ou-"));
  return {
    organization: {
      ...{ id, rootId, managementAccountId },
      accountIds: [auditAccount.id, ...workloads],
      units: Object.fromEntries(units.map((unit) => [unit, workloads])),
    },
  };
}

/**
 * Points the stack at the emulator, and at a state of its own: without that a rehearsal would
 * write its make-believe into the state of what is really deployed.
 */
export function writeOverride(
  { directory }: Pick<SynthesizedStack, "directory">,
  url: string,
): void {
  const backend = { local: { path: "rehearsal.tfstate" } };
  const override = { terraform: { backend }, ...providerOverride(url, aliasesIn(directory)) };
  const file = path.join(directory, "rehearsal_override.tf.json");
  writeFileSync(file, JSON.stringify(override, null, 2));
}

/** A provider that the override forgets would speak to AWS itself. */
function aliasesIn(directory: string): string[] {
  const { provider } = JSON.parse(readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as {
    readonly provider?: { readonly aws: readonly { readonly alias?: string }[] };
  };
  return (provider?.aws ?? []).flatMap(({ alias }) => alias ?? []);
}
