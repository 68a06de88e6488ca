import { type Actor } from "../../cli/rehearse/actor";
import { atATime } from "../../cli/at-a-time";
import { eventsOf, put, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { type Flood } from "./report";

/** Objects of an allowed uploader that must still be there afterwards. */
export const BYSTANDERS = 20;
const UPLOADS_AT_A_TIME = 8;

/** The intruders, each with a grant that somebody was careless with. */
export async function gather(
  stage: Stage,
  guarded: GuardedWorkload,
  count: number,
): Promise<Actor[]> {
  const intruders: Actor[] = [];
  await atATime(UPLOADS_AT_A_TIME, [...Array(count).keys()], async (index) => {
    intruders.push(await stage.intrudingUser(guarded, `mallory-${index}`));
  });
  return intruders;
}

export interface Uploads {
  readonly intruders: readonly Actor[];
  readonly flood: Pick<Flood, "uploads" | "recordsPerEvent" | "trail">;
}

/** What AWS would send of the uploads. */
export interface UploadEvents {
  /** Of the allowed uploader: nothing is to be done. */
  readonly allowed: readonly unknown[];
  readonly intruders: readonly unknown[];
}

/** Uploads everything before anybody responds: the worst case. */
export async function uploadAll(
  stage: Stage,
  guarded: GuardedWorkload,
  { intruders, flood: { uploads, recordsPerEvent, trail } }: Uploads,
): Promise<UploadEvents> {
  const { bucket } = guarded.names;
  // Judging each of these calls would take longer than answering it; the events name the intruder.
  const by = { clients: guarded.operator };
  const uploader = await stage.allowedUploader(guarded);
  const allowed: unknown[] = [];
  await atATime(UPLOADS_AT_A_TIME, [...Array(BYSTANDERS).keys()], async (index) => {
    const call = await put({ bucket, key: `reports/${index}.csv`, actor: uploader, by });
    allowed.push(eventsOf(call, guarded).notification);
  });
  const notifications: ReturnType<typeof eventsOf>["notification"][] = [];
  const trails: unknown[] = [];
  await atATime(UPLOADS_AT_A_TIME, [...Array(uploads).keys()], async (index) => {
    const actor = intruders[index % intruders.length] ?? uploader;
    const call = await put({ bucket, key: `loot/${index}.bin`, actor, by });
    const events = eventsOf(call, guarded);
    notifications.push(events.notification);
    if (trail) trails.push(events.trail);
  });
  const records = notifications.flatMap(({ Records }) => Records);
  const batches = inBatches(records, recordsPerEvent).map((Records) => ({ Records }));
  return { allowed, intruders: [...batches, ...trails] };
}

const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
