import path from "node:path";
import { backstageOf, type RehearsedStack } from "../../cli/rehearse/backstage";
import { startRecorder } from "../../cli/rehearse/recorder";
import { setTheScene } from "../../cli/rehearse/scene";
import { organizationOf, writeOverride } from "../../cli/rehearse/stage";
import { findTools } from "../../cli/rehearse/tools";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { terraformIn } from "../../cli/terraform/terraform";
import { packageRoot } from "../../config/package-root";
import type { WardenConfig } from "../../config/schema";
import { startEmulator } from "../../emulator";
import { synthesize } from "../../stacks/synthesize";
import { CallCounter } from "./phases";

export interface StageOptions {
  readonly config: WardenConfig;
  /** Takes the stacks and their states. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** The stacks as files, and the emulator that they are applied to. */
export interface Stage {
  readonly terraformVersion: string;
  readonly stacks: readonly RehearsedStack[];
  readonly calls: CallCounter;
  readonly environment: Readonly<Record<"init" | "other", Readonly<Record<string, string>>>>;
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

export async function openStage({ config, folder, signal, say }: StageOptions): Promise<Stage> {
  const tools = await findTools({
    ...{ providerVersion: config.providerVersion, signal, say },
    folder: path.join(packageRoot(), ".rehearsal"),
  });
  const synthesized = synthesize(config, folder);
  const calls = new CallCounter();
  const emulator = await startEmulator({
    motoCommand: tools.motoCommand,
    onCall: ({ call }) => {
      calls.count(call);
    },
    ...organizationOf(config),
  });
  const environment = environmentsFor(tools.provider.cliConfigFile);
  const stacks = synthesized.map((stack) => {
    writeOverride(stack, emulator.url);
    const { directory } = stack;
    const environments = { environment: environment.other, initEnvironment: environment.init };
    return { ...stack, terraform: terraformIn({ directory, ...environments, signal }) };
  });
  const recorder = startRecorder({
    config: "bench",
    now: () => new Date(),
    onEntry: () => undefined,
  });
  await setTheScene(backstageOf({ config, emulator, stacks, recorder, signal }));
  const { terraformVersion } = tools;
  return {
    ...{ terraformVersion, stacks, calls, environment, signal },
    stop: () => emulator.stop(),
  };
}

/** The rehearsal lets memory grow for speed (`GOGC`); an operator's Terraform doesn't. */
function environmentsFor(cliConfigFile: string): Stage["environment"] {
  const environment = (online: boolean) => {
    const all = terraformEnvironment({ from: process.env, cliConfigFile, online });
    return Object.fromEntries(Object.entries(all).filter(([name]) => name !== "GOGC"));
  };
  return { init: environment(true), other: environment(false) };
}
