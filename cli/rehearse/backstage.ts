import { auditNames, iamArn, workloadNames } from "../../config/names";
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
  /** AWS as the operator of an account sees it, by the deployment role. */
  operator(accountId: string): Promise<Clients>;
  /** AWS as a session of this role sees it. */
  session(roleArn: string, name: string): Promise<Clients>;
  /** AWS as the owner of these credentials sees it. */
  clients(credentials: Clients["credentials"]): Clients;
}

export type BackstageParts = Omit<Backstage, "operator" | "session" | "clients">;

export function backstageOf(parts: BackstageParts): Backstage {
  const { config, emulator } = parts;
  const clients: Backstage["clients"] = (credentials) =>
    clientsFor({ endpoint: emulator.url, region: config.homeRegion, credentials });
  const session: Backstage["session"] = async (roleArn, name) =>
    clients(await emulator.assume(roleArn, name));
  const operators = new Map<string, Promise<Clients>>();
  return {
    ...parts,
    clients,
    session,
    operator: (accountId) => {
      const { partition } = auditNames(config).place;
      const role = iamArn({ partition, accountId, region: "" }, `role/${config.deploymentRole}`);
      const known = operators.get(accountId) ?? session(role, "rehearsal");
      operators.set(accountId, known);
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

export const isAudit = ({ kind }: SynthesizedStack): boolean => kind === "audit";
