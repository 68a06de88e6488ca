import { openStage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { aftermath } from "./aftermath";
import { callCounter } from "./calls";
import { type Flood, type FloodReport } from "./report";
import { gather, uploadAll } from "./uploads";

export interface FloodOptions extends Flood {
  readonly motoCommand: readonly string[];
  readonly onProgress?: (text: string) => void;
}

/** Long enough after the flood for whatever the responder does when it is over. */
const SCHEDULE_SECONDS = 3_600;

/** Plays a flood on the deployed archive, from the first upload until the last event is done. */
export async function flood(options: FloodOptions): Promise<FloodReport> {
  const { motoCommand, concurrency, onProgress = () => undefined } = options;
  const calls = callCounter();
  const stage = await openStage({ motoCommand, accounts: 1, onCall: calls.onCall });
  try {
    const guarded = await stage.guard(0);
    const intruders = await gather(stage, guarded, options.principals);
    const uploaded = await timed(() => uploadAll(stage, guarded, { intruders, flood: options }));
    onProgress(`${options.uploads} objects uploaded in ${uploaded.seconds} s`);

    const fleet = await stage.deploy(guarded, { concurrency });
    const drained = await timed(async () => {
      for (const event of uploaded.value.intruders) fleet.accept(event);
      await fleet.drained();
    });
    const events = { ...fleet.counts };
    onProgress(`${events.accepted} events done in ${drained.seconds} s`);
    const duringFlood = (await stage.audit.inbox.read()).length;
    fleet.accept(scheduleEvent(guarded), SCHEDULE_SECONDS);
    await fleet.drained();
    return {
      flood: pick(options),
      ...(await aftermath(guarded, intruders)),
      alerts: { duringFlood, afterwards: (await stage.audit.inbox.read()).length - duringFlood },
      calls: calls.counted(),
      events,
      uploadSeconds: uploaded.seconds,
      respondSeconds: drained.seconds,
    };
  } finally {
    await stage.stop();
  }
}

const pick = ({ uploads, principals, concurrency, recordsPerEvent, trail }: Flood): Flood => ({
  uploads,
  principals,
  concurrency,
  recordsPerEvent,
  trail,
});

/** EventBridge's schedule, which the responder may use to tell what no event tells. */
const scheduleEvent = ({ names: { place } }: GuardedWorkload) => ({
  version: "0",
  id: "89d1a02d-5ec7-412e-82f5-13505f849b41",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: place.accountId,
  time: new Date(Date.now() + SCHEDULE_SECONDS * 1_000).toISOString(),
  region: place.region,
  resources: [`arn:aws:events:${place.region}:${place.accountId}:rule/stage-schedule`],
  detail: {},
});

async function timed<T>(work: () => Promise<T>) {
  const started = Date.now();
  const value = await work();
  return { value, seconds: Math.round((Date.now() - started) / 100) / 10 };
}
