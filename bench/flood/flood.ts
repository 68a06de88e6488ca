import { type Actor } from "../../cli/rehearse/actor";
import { atATime } from "../../cli/at-a-time";
import { blockedByLedger, blockedByPolicy, versionsIn } from "../stage/observe";
import { eventsOf, openStage, put, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { type Flood, type FloodReport } from "./report";

export interface FloodOptions extends Flood {
  readonly motoCommand: readonly string[];
  readonly onProgress?: (text: string) => void;
}

/** Objects of an allowed uploader that must still be there afterwards. */
const BYSTANDERS = 20;
const UPLOADS_AT_A_TIME = 8;
/** Long enough after the flood for whatever the responder does when it is over. */
const SCHEDULE_SECONDS = 3_600;

/** Plays a flood on the deployed archive, from the first upload until the last event is done. */
export async function flood(options: FloodOptions): Promise<FloodReport> {
  const { motoCommand, concurrency, onProgress = () => undefined } = options;
  const calls = new Map<string, number>();
  const stage = await openStage({
    motoCommand,
    accounts: 1,
    onCall: ({ call, principal, status }) => {
      if (!principal.includes(":assumed-role/stage-responder/")) return;
      const name =
        status !== undefined && status < 400 ? call : `${call} (${status ?? "no answer"})`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
    },
  });
  try {
    const guarded = await stage.guard(0);
    const intruders = await gather(stage, guarded, options.principals);
    const uploaded = await timed(() => uploadAll(stage, guarded, { intruders, flood: options }));
    onProgress(`${options.uploads} objects uploaded in ${uploaded.seconds} s`);

    const fleet = await stage.deploy(guarded, { concurrency });
    const drained = await timed(async () => {
      for (const event of uploaded.value) fleet.accept(event);
      await fleet.drained();
    });
    onProgress(`${uploaded.value.length} events done in ${drained.seconds} s`);
    const events = { ...fleet.counts };
    const duringFlood = (await stage.audit.inbox.read()).length;
    fleet.accept(scheduleEvent(guarded), SCHEDULE_SECONDS);
    await fleet.drained();
    return {
      flood: pick(options),
      versionsLeft: await leftOvers(guarded),
      blocks: {
        expected: options.principals,
        inPolicy: await named(blockedByPolicy(guarded), intruders),
        inLedger: await named(blockedByLedger(guarded), intruders),
      },
      alerts: { duringFlood, afterwards: (await stage.audit.inbox.read()).length - duringFlood },
      calls: Object.fromEntries([...calls].sort(([, one], [, other]) => other - one)),
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

async function gather(stage: Stage, guarded: GuardedWorkload, count: number): Promise<Actor[]> {
  const intruders: Actor[] = [];
  await atATime(UPLOADS_AT_A_TIME, [...Array(count).keys()], async (index) => {
    intruders.push(await stage.intrudingUser(guarded, `mallory-${index}`));
  });
  return intruders;
}

/** Uploads everything before anybody responds: the worst case. Returns what AWS would send. */
async function uploadAll(
  stage: Stage,
  guarded: GuardedWorkload,
  { intruders, flood: { uploads, recordsPerEvent, trail } }: { intruders: Actor[]; flood: Flood },
): Promise<unknown[]> {
  const { bucket } = guarded.names;
  // Judging each of these calls would take longer than answering it; the events name the intruder.
  const by = { clients: guarded.operator };
  const allowed = await stage.allowedUploader(guarded);
  await atATime(UPLOADS_AT_A_TIME, [...Array(BYSTANDERS).keys()], async (index) => {
    await put({ bucket, key: `reports/${index}.csv`, actor: allowed, by });
  });
  const notifications: ReturnType<typeof eventsOf>["notification"][] = [];
  const trails: unknown[] = [];
  await atATime(UPLOADS_AT_A_TIME, [...Array(uploads).keys()], async (index) => {
    const actor = intruders[index % intruders.length] ?? allowed;
    const call = await put({ bucket, key: `loot/${index}.bin`, actor, by });
    const events = eventsOf(call, guarded);
    notifications.push(events.notification);
    if (trail) trails.push(events.trail);
  });
  const records = notifications.flatMap(({ Records }) => Records);
  return [...inBatches(records, recordsPerEvent).map((Records) => ({ Records })), ...trails];
}

const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

async function leftOvers(guarded: GuardedWorkload): Promise<FloodReport["versionsLeft"]> {
  const keys = (await versionsIn(guarded)).map(({ key }) => key);
  return {
    intruders: keys.filter((key) => key.startsWith("loot/")).length,
    allowed: keys.filter((key) => key.startsWith("reports/")).length,
    allowedExpected: BYSTANDERS,
  };
}

async function named(blocked: Promise<string[]>, intruders: readonly Actor[]): Promise<number> {
  const userIds = await blocked;
  return intruders.filter(({ userId }) => userIds.includes(userId)).length;
}

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
