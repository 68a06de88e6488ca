import { CreateMultipartUploadCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { type Actor } from "../../cli/rehearse/actor";
import { type FaultRule } from "../../emulator";
import { blockedByPolicy, deadLetters, versionsIn } from "../stage/observe";
import { eventsOf, put, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { type Received } from "../stage/inbox";

/** How a world looks after an incident. */
export interface Aftermath {
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

/** CloudTrail's event is minutes behind, for the function's clock at least. */
const TRAIL_SECONDS = 300;

/**
 * One intrusion in an account of its own: an upload and an unfinished multipart upload, told by
 * S3's notification first and by CloudTrail's event when all tries of the first are over.
 */
export async function playIncident(
  stage: Stage,
  account: number,
  fault?: Fault,
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
  const intruder = await stage.intrudingUser(guarded, "mallory");
  await beginMultipart(intruder, names.bucket);
  const call = await put({ bucket: names.bucket, key: "loot/a b+c.bin", actor: intruder });

  if (fault) stage.emulator.faults.lay({ ...fault, principal: names.responderRoleArn });
  const { notification, trail } = eventsOf(call, guarded);
  fleet.accept(notification);
  await fleet.drained();
  fleet.accept(trail, TRAIL_SECONDS);
  await fleet.drained();
  stage.emulator.faults.lift(names.responderRoleArn);
  await fleet.stop();
  return { ...(await lookAround(stage, guarded, intruder)), dropped: fleet.counts.dropped };
}

const beginMultipart = ({ clients }: Actor, Bucket: string) =>
  clients.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "loot/parts.bin" }));

async function lookAround(stage: Stage, guarded: GuardedWorkload, intruder: Actor) {
  const { bucket } = guarded.names;
  const keys = (await versionsIn(guarded)).map(({ key }) => key);
  const named = (await blockedByPolicy(guarded)).includes(intruder.userId);
  const received = await stage.audit.inbox.read();
  return {
    gone: !keys.some((key) => key.startsWith("loot/")),
    bystanderSafe: keys.includes("report.csv"),
    blocked: named && (await isRefused(intruder, bucket)),
    alerts: received.filter(({ document }) => document.bucket === bucket),
    deadLetters: (await deadLetters(guarded)).length,
  };
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
