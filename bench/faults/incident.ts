import {
  CreateMultipartUploadCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type Actor } from "../../cli/rehearse/actor";
import { type AcceptedCall } from "../../cli/rehearse/upload";
import { type FaultRule } from "../../emulator";
import { matchesUserId } from "../../lambda/responder/decide/user-id";
import { REFUSED_TAG } from "../../lambda/responder/remove/refused-tag";
import { blockedByPolicy, deadLetters, versionsIn } from "../stage/observe";
import { eventsOf, put, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { type Received } from "../stage/inbox";

/** How a world looks after an incident. */
export interface Aftermath {
  /** The version is gone; one that nobody can delete is hidden, and tagged as refused. */
  readonly gone: boolean;
  /** The intruder's next upload is refused, and the bucket policy names them. */
  readonly blocked: boolean;
  /** What an allowed uploader wrote is as it was. */
  readonly bystanderSafe: boolean;
  readonly alerts: readonly Received[];
  readonly deadLetters: number;
  readonly dropped: number;
}

export type Fault = Omit<FaultRule, "principal">;

/** Who intrudes, and what becomes of the version: a user's can be deleted, a role's is locked. */
export const SCENES = ["a user's version", "a role's locked version"] as const;
export type Scene = (typeof SCENES)[number];

const LOCKED: Scene = "a role's locked version";
const DAY_MS = 86_400_000;

/** CloudTrail's event is minutes behind, for the function's clock at least. */
const TRAIL_SECONDS = 300;

/**
 * One intrusion in an account of its own: an upload and an unfinished multipart upload, told by
 * S3's notification first and by CloudTrail's event when all tries of the first are over.
 */
export async function playIncident(
  stage: Stage,
  account: number,
  { scene, fault }: { readonly scene: Scene; readonly fault?: Fault },
): Promise<Aftermath> {
  const guarded = await stage.guard(account);
  const { names } = guarded;
  const fleet = await stage.deploy(guarded, { concurrency: 1 });
  const bystander = {
    bucket: names.bucket,
    key: "report.csv",
    actor: await stage.allowedUploader(guarded),
  };
  await put({ ...bystander, by: { clients: guarded.operator } });
  const isLocked = scene === LOCKED;
  const intruder = await (isLocked
    ? stage.intrudingSession(guarded, "contractor")
    : stage.intrudingUser(guarded, "mallory"));
  await beginMultipart(intruder, names.bucket);
  const loot = { bucket: names.bucket, key: "loot/a b+c.bin", actor: intruder };
  const lockedUntil = new Date(Date.now() + DAY_MS);
  const call = await put(
    isLocked ? { ...loot, by: { clients: guarded.operator }, lockedUntil } : loot,
  );

  if (fault) stage.emulator.faults.lay({ ...fault, principal: names.responderRoleArn });
  const { notification, trail } = eventsOf(call, guarded);
  fleet.accept(notification);
  await fleet.drained();
  fleet.accept(trail, TRAIL_SECONDS);
  await fleet.drained();
  stage.emulator.faults.lift(names.responderRoleArn);
  await fleet.stop();
  const seen = await lookAround(stage, guarded, intruder);
  const gone = isLocked ? await isWithheld(guarded, call) : seen.gone;
  return { ...seen, gone, dropped: fleet.counts.dropped };
}

const beginMultipart = ({ clients }: Actor, Bucket: string) =>
  clients.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "loot/parts.bin" }));

async function lookAround(stage: Stage, guarded: GuardedWorkload, intruder: Actor) {
  const { bucket } = guarded.names;
  const keys = (await versionsIn(guarded)).map(({ key }) => key);
  const entries = await blockedByPolicy(guarded);
  const named = entries.some((entry) => matchesUserId(entry, intruder.userId));
  const received = await stage.audit.inbox.read();
  return {
    gone: !keys.some((key) => key.startsWith("loot/")),
    bystanderSafe: keys.includes("report.csv"),
    blocked: named && (await isRefused(intruder, bucket)),
    alerts: received.filter(({ document }) => document.bucket === bucket),
    deadLetters: (await deadLetters(guarded)).length,
  };
}

/** A plain read finds nothing, and the bucket policy serves the version to nobody. */
async function isWithheld(
  { operator: { s3 } }: GuardedWorkload,
  { bucket, key, outcome }: AcceptedCall,
): Promise<boolean> {
  const object = { Bucket: bucket, Key: key };
  const isHidden = await s3.send(new HeadObjectCommand(object)).then(
    () => false,
    () => true,
  );
  const tagging = new GetObjectTaggingCommand({ ...object, VersionId: outcome.versionId });
  const { TagSet = [] } = await s3.send(tagging);
  const isTagged = TagSet.some(
    ({ Key, Value }) => Key === REFUSED_TAG.key && Value === REFUSED_TAG.value,
  );
  return isHidden && isTagged;
}

async function isRefused(actor: Actor, bucket: string): Promise<boolean> {
  try {
    await put({ bucket, key: "again.bin", actor });
    return false;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === "AccessDenied") return true;
    throw error;
  }
}
