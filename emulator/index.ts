import { assumeRole, callerFinder, type Credentials } from "./callers";
import { type Decision, Enforcement } from "./enforcement";
import { allGaps } from "./gaps";
import { startGateway } from "./gateway";
import { loadEngine } from "./judge";
import { startMoto } from "./moto";
import { motoClient } from "./moto-client";

export { type Credentials } from "./callers";
export { type Decision } from "./enforcement";
export { judge, type Policy, PolicyEngineMissing } from "./judge";
export { type LambdaProcess, type LambdaResult, startLambda } from "./lambda-runtime";
export { MotoDidNotStart } from "./moto";
export { providerOverride } from "./provider-override";
export { endTethered, spawnTethered, type TetherOptions } from "./tether";

export interface EmulatorOptions {
  /** How moto's server is started here, such as `["moto_server"]`. */
  readonly motoCommand: readonly string[];
  readonly onLog?: (line: string) => void;
}

export interface Emulator {
  /** The one endpoint for every AWS service. */
  readonly url: string;
  /** What the policies in force allowed and refused so far, in order. */
  readonly decisions: readonly Decision[];
  /** Credentials of a session of a role, made through STS. */
  assume(roleArn: string, sessionName: string): Promise<Credentials>;
  /** From now on the policies in force decide about this principal's calls; all others are trusted. */
  enforce(roleOrUserArn: string): void;
  stop(): Promise<void>;
}

/** AWS for a rehearsal: moto, and a gateway before it that closes its gaps and enforces policies. */
export async function startEmulator({ motoCommand, onLog }: EmulatorOptions): Promise<Emulator> {
  await loadEngine();
  const moto = await startMoto(motoCommand);
  const client = motoClient(moto.port);
  const enforcement = new Enforcement();
  const log = onLog ?? (() => undefined);
  const gateway = await startGateway({
    ...allGaps(),
    moto: client,
    findCaller: callerFinder(client),
    enforcement,
    log,
  });
  return {
    url: gateway.url,
    decisions: enforcement.decisions,
    assume: (roleArn, sessionName) => assumeRole(client, roleArn, sessionName),
    enforce: (arn) => {
      enforcement.enforce(arn);
    },
    stop: async () => {
      await gateway.stop();
      await moto.stop();
    },
  };
}
