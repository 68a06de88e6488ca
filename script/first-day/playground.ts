import { mkdirSync } from "node:fs";
import path from "node:path";
import { findMoto } from "../../cli/prerequisites/moto";
import { findProvider } from "../../cli/prerequisites/provider";
import { findTerraform } from "../../cli/prerequisites/terraform";
import { backstageOf, guardedOf } from "../../cli/rehearse/backstage";
import { type Live, liveEvents } from "../../cli/rehearse/live/live";
import { writeProfiles } from "../../cli/rehearse/live/profiles";
import { type Recorder } from "../../cli/rehearse/recorder";
import { setTheScene } from "../../cli/rehearse/scene";
import { organizationOf } from "../../cli/rehearse/stage";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { type WardenConfig } from "../../config/schema";
import { startEmulator } from "../../emulator";

export interface PlaygroundOptions {
  readonly config: WardenConfig;
  /** Ours to write to. */
  readonly folder: string;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
}

export interface Playground {
  /** Commands with it reach the emulator as they would reach AWS. */
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  readonly settled: Live["settled"];
  close(): Promise<void>;
}

/** AWS before a first deployment: accounts with what is there already; nothing of ours. */
export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { config, folder, recorder, signal } = options;
  mkdirSync(folder, { recursive: true });
  const { platform } = await findTerraform(signal);
  const { cliConfigFile } = findProvider({
    constraint: config.providerVersion,
    ...{ platform, folder, env: process.env },
  });
  const motoCommand = await findMoto({ folder, signal, say: () => undefined });
  const live = liveEvents();
  const emulator = await startEmulator({
    ...{ motoCommand, onCall: live.onCall },
    ...organizationOf(config),
  });
  const stage = backstageOf({ config, emulator, stacks: [], recorder, signal });
  await setTheScene(stage);
  const profiles = await writeProfiles(stage, guardedOf(config), folder);
  live.begin(stage);
  return {
    url: emulator.url,
    env: {
      ...terraformEnvironment({ from: process.env, cliConfigFile, online: true }),
      // The profiles have keys of their own.
      ...{ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      AWS_ENDPOINT_URL: emulator.url,
      // Terraform's provider asks STS itself for a profile's role, unless this says otherwise.
      AWS_ENDPOINT_URL_STS: emulator.url,
      AWS_REGION: config.homeRegion,
      AWS_CONFIG_FILE: path.resolve(profiles),
      NO_COLOR: "1",
    },
    settled: () => live.settled(),
    close: async () => {
      await live.end();
      await emulator.stop();
    },
  };
}
