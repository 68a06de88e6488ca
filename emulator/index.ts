import { assumeRole, callerFinder, type Credentials } from "./callers";
import { type Decision, Enforcement } from "./enforcement";
import { type Route } from "./events/deliver";
import { Faults } from "./faults";
import { allGaps } from "./gaps";
import { eventGaps } from "./gaps/events";
import { type ServedCall, startGateway } from "./gateway";
import { loadEngine } from "../decisions/judge";
import { startMoto } from "./moto";
import { motoClient } from "./moto-client";
import { Organization, type OrganizationSettings } from "./organization";
import { remembered } from "./remembered";

export { type Credentials } from "./callers";
export { type Decision } from "./enforcement";
export { type Route } from "./events/deliver";
export { matchesPattern, UnknownPattern } from "../decisions/event-pattern";
export { FAULT_KINDS, type FaultKind, type FaultRule } from "./faults";
export { type ServedCall } from "./gateway";
export { judge, type Policy, PolicyEngineMissing } from "../decisions/judge";
export { type Fleet, startFleet } from "./lambda-fleet";
export {
  type LambdaOptions,
  type LambdaProcess,
  type LambdaResult,
  startLambda,
} from "./lambda-runtime";
export { MotoDidNotStart } from "./moto";
export { type OrganizationSettings } from "./organization";
export { providerOverride } from "./provider-override";
export { endTethered, spawnTethered, type TetherOptions } from "./tether";

export interface EmulatorOptions {
  /** How moto's server is started here, such as `["moto_server"]`. */
  readonly motoCommand: readonly string[];
  /** The accounts belong to it. @default each account stands alone */
  readonly organization?: OrganizationSettings;
  readonly onLog?: (line: string) => void;
  /** Sees every call that clients made, after it was answered. */
  readonly onCall?: (call: ServedCall) => void;
}

export interface Emulator {
  /** The one endpoint for every AWS service. */
  readonly url: string;
  /** What the policies in force allowed and refused so far, in order. */
  readonly decisions: readonly Decision[];
  /** Where events put on buses went so far, in order. */
  readonly routes: readonly Route[];
  /** Makes calls fail that would not. */
  readonly faults: Faults;
  /** Credentials of a session of a role, made through STS. */
  assume(roleArn: string, sessionName: string): Promise<Credentials>;
  /**
   * From now on the policies in force decide about this principal's calls; all others are trusted.
   * @param principalArn of a role with all its sessions, of one session, or of a user
   */
  enforce(principalArn: string): void;
  /** The same for everybody but sessions of these roles. */
  enforceAllBut(roleArns: readonly string[]): void;
  stop(): Promise<void>;
}

/** AWS for a rehearsal: moto, and a gateway before it that closes its gaps and enforces policies. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  await loadEngine();
  const { motoCommand, onLog, onCall } = options;
  const moto = await startMoto(motoCommand);
  const client = motoClient(moto.port);
  const organization = options.organization && new Organization(options.organization);
  const enforcement = new Enforcement(organization);
  const faults = new Faults();
  const log = onLog ?? (() => undefined);
  const { gaps, buckets } = allGaps(organization);
  const routes: Route[] = [];
  const gateway = await startGateway({
    gaps: [...gaps, ...eventGaps({ buckets, enforcement, routes })],
    buckets,
    moto: client,
    remembered: remembered(client),
    findCaller: callerFinder(client),
    enforcement,
    faults,
    log,
    ...(onCall === undefined ? {} : { onCall }),
  });
  return {
    url: gateway.url,
    decisions: enforcement.decisions,
    routes,
    faults,
    assume: (roleArn, sessionName) => assumeRole(client, roleArn, sessionName),
    enforce: (arn) => {
      enforcement.enforce(arn);
    },
    enforceAllBut: (arns) => {
      enforcement.enforceAllBut(arns);
    },
    stop: async () => {
      await gateway.stop();
      await moto.stop();
    },
  };
}
