import { iamArn, partitionOf, workloadNames } from "../../config/names";
import type { WardenConfig, Workload } from "../../config/schema";
import { type Emulator } from "../../emulator";
import { type SynthesizedStack } from "../../stacks/synthesize";
import { BadInput } from "../bad-input";
import { type Terraform } from "../terraform/terraform";
import { type Clients, clientsFor } from "./clients";
import { type Recorder } from "./recorder";

export interface RehearsedStack extends SynthesizedStack {
  readonly terraform: Terraform;
}

/** What every step of the story works with. */
export interface Backstage {
  readonly config: WardenConfig;
  readonly emulator: Emulator;
  readonly stacks: readonly RehearsedStack[];
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  /**
   * AWS as the operator of an account sees it, by the deployment role.
   * @param region @default the home region
   */
  operator(accountId: string, region?: string): Promise<Clients>;
  /** AWS as a session of this role sees it. */
  session(roleArn: string, name: string): Promise<Clients>;
  /** AWS as the owner of these credentials sees it. */
  clients(credentials: Clients["credentials"]): Clients;
}

export type BackstageParts = Omit<Backstage, "operator" | "session" | "clients">;

export function backstageOf(parts: BackstageParts): Backstage {
  const { config, emulator } = parts;
  const clientsIn = (region: string, credentials: Clients["credentials"]) =>
    clientsFor({ endpoint: emulator.url, region, credentials });
  const clients: Backstage["clients"] = (credentials) => clientsIn(config.homeRegion, credentials);
  const session: Backstage["session"] = async (roleArn, name) =>
    clients(await emulator.assume(roleArn, name));
  const operators = new Map<string, Promise<Clients>>();
  const enter = async (accountId: string, region: string) => {
    const place = { partition: partitionOf(region), accountId, region };
    const role = iamArn(place, `role/${config.deploymentRole}`);
    return clientsIn(region, await emulator.assume(role, "rehearsal"));
  };
  return {
    ...parts,
    clients,
    session,
    operator: (accountId, region = config.homeRegion) => {
      const key = `${accountId}/${region}`;
      const known = operators.get(key) ?? enter(accountId, region);
      operators.set(key, known);
      return known;
    },
  };
}

/** The workload whose bucket the story plays in, with all its names. */
export interface Guarded {
  readonly workload: Workload;
  readonly names: ReturnType<typeof workloadNames>;
}

/** @throws BadInput when no workload lets the whole story happen */
export function guardedOf(config: WardenConfig): Guarded {
  const workload = config.workloads.find(
    ({ responseMode, objectLock }) =>
      responseMode === "respond" && objectLock.mode === "GOVERNANCE",
  );
  if (!workload) {
    throw new BadInput(
      'the rehearsal plays an intrusion that is undone: it needs a workload with responseMode "respond" and objectLock.mode "GOVERNANCE"',
    );
  }
  return { workload, names: workloadNames(config, workload) };
}

/** The one stack with the workload's bucket: further regions have stacks of their own. */
export const isHomeOf =
  ({ name }: Workload) =>
  ({ workload, scope }: SynthesizedStack): boolean =>
    workload?.name === name && scope === "home";
