import { type Access } from "../../cli/rehearse/clients";
import { type WardenConfig } from "../../config/schema";
import { type Emulator } from "../../emulator";
import { type StageClients, stageClients } from "./clients";

/** What every part of the stage is built with. */
export interface StageParts {
  readonly config: WardenConfig;
  readonly emulator: Emulator;
  /** Endpoint, region and the credentials of a new session of a role. */
  access(roleArn: string, sessionName: string): Promise<Access>;
  clients(access: Access): StageClients;
}

export const stageParts = (config: WardenConfig, emulator: Emulator): StageParts => ({
  config,
  emulator,
  access: async (roleArn, sessionName) => ({
    endpoint: emulator.url,
    region: config.homeRegion,
    credentials: await emulator.assume(roleArn, sessionName),
  }),
  clients: stageClients,
});
