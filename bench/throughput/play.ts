import { type Fleet, type LambdaOptions } from "../../emulator";
import { aftermath } from "../flood/aftermath";
import { callCounter, type Calls } from "../flood/calls";
import { type FloodReport } from "../flood/report";
import { gather, uploadAll } from "../flood/uploads";
import { type Run, startMeasured } from "../responder/handlers";
import { openStage, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { startDistance } from "./distance";
import { motoSeconds } from "./processor";

export interface Play {
  readonly uploads: number;
  readonly principals: number;
  /** Environments of the function, all started beforehand. */
  readonly environments: number;
  /** By which every call to AWS takes longer than the emulator takes. */
  readonly addedMs: number;
}

export type Played = Pick<FloodReport, "versionsLeft" | "blocks" | "events"> & {
  readonly play: Play;
  /** From the first event until the last one is done. */
  readonly wallSeconds: number;
  readonly runs: readonly Run[];
  readonly calls: Calls;
  /** Seconds meanwhile; the function's are in its runs. */
  readonly processor: { readonly moto: number; readonly emulator: number };
};

export interface PlayOptions extends Play {
  readonly motoCommand: readonly string[];
}

/** Events of uploads, all waiting, and so many environments that work them off. */
export async function play({ motoCommand, ...options }: PlayOptions): Promise<Played> {
  const calls = callCounter();
  const stage = await openStage({ motoCommand, accounts: 1, onCall: calls.onCall });
  const distance = await startDistance(stage.emulator.url, options.addedMs);
  try {
    const guarded = await stage.guard(0);
    const intruders = await gather(stage, guarded, options.principals);
    const flood = { uploads: options.uploads, recordsPerEvent: 1, trail: false };
    const events = await uploadAll(stage, guarded, { intruders, flood });
    const { fleet, runs } = await deploy(stage, guarded, { ...options, endpoint: distance.url });
    await warmUp(fleet, events.allowed[0], options.environments);
    runs.length = 0;

    const watched = watch();
    for (const event of events.intruders) fleet.accept(event);
    await fleet.drained();
    return {
      play: options,
      ...watched(),
      runs,
      calls: calls.counted(),
      events: { ...fleet.counts },
      ...(await aftermath(guarded, intruders)),
    };
  } finally {
    await stage.stop();
    await distance.stop();
  }
}

interface Deploying {
  readonly environments: number;
  readonly endpoint: string;
}

/** The deployed archive, telling of each of its runs. */
async function deploy(
  stage: Stage,
  guarded: GuardedWorkload,
  { environments, endpoint }: Deploying,
): Promise<{ readonly fleet: Fleet; readonly runs: Run[] }> {
  const runs: Run[] = [];
  const start = async (options: LambdaOptions) => {
    const lambda = await startMeasured(options);
    const invoke: typeof lambda.invoke = async (...event) => {
      const answer = await lambda.invoke(...event);
      if (!answer.ok) return answer;
      const run = answer.result as Run;
      runs.push(run);
      if (run.error === null) return { ok: true, result: undefined };
      return { ok: false, errorType: "Error", errorMessage: run.error };
    };
    return { ...lambda, invoke };
  };
  const fleet = await stage.deploy(guarded, { concurrency: environments, endpoint, start });
  return { fleet, runs };
}

/** As many events at once as there may be environments: of an allowed upload, so nothing is done. */
async function warmUp(fleet: Fleet, event: unknown, environments: number): Promise<void> {
  for (let count = 0; count < environments; count += 1) fleet.accept(event);
  await fleet.drained();
}

function watch() {
  const [started, own, moto] = [performance.now(), process.cpuUsage(), motoSeconds()];
  return () => {
    const { user, system } = process.cpuUsage(own);
    return {
      wallSeconds: (performance.now() - started) / 1_000,
      processor: { moto: motoSeconds() - moto, emulator: (user + system) / 1e6 },
    };
  };
}
