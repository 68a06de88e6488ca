import { type Place, type Stage } from "./alert/alert";
import { type GuardedBucket } from "./contain/contain";
import { leniently } from "./deadline";
import { decide } from "./decide/decide";
import { type Decision } from "./decide/decision";
import { failedSteps, type NotAttempted, type Steps } from "./outcome";
import { blank, entriesFor, type Memory, recall } from "./ledger/recall";
import { respond, type RespondPorts, startRemoving } from "./respond";
import { type ResponderSettings } from "./settings";
import { tell, type Telling, type TellPorts } from "./alert/tell";
import { type Upload } from "./events/upload";
import { covers, literalUserId } from "./decide/user-id";

export interface Responder {
  readonly settings: ResponderSettings;
  readonly region: string;
  readonly ports: RespondPorts & TellPorts;
}

/** Raised after the alert went out: Lambda's retry, and at last the dead-letter queue, take over. */
export class StepsFailedError extends Error {
  override readonly name = "StepsFailedError";
}

/** Decides about one upload, does what is decided, writes it down and tells the team. */
export async function handleUpload(upload: Upload, responder: Responder): Promise<void> {
  const { settings, ports } = responder;
  const decision = decide(upload, settings);
  if (decision.action === "ignore") {
    ports.log({ key: upload.key, versionId: upload.versionId, decision });
    return;
  }
  const { memory, steps } = await act(upload, decision, responder);
  const { id } = memory;
  const stage = stageOf(memory, { decision, steps });
  const late = isLate(memory);
  ports.log({
    incident: id,
    trigger: upload.trigger,
    principal: upload.principal,
    decision,
    steps,
  });

  const place = placeOf(responder);
  const telling = await tell({ id, stage, upload: memory.upload, steps, late }, place, ports);
  ports.log({ incident: id, stage, alert: telling });
  const failed: string[] = failedSteps(steps);
  if (isUnfiled(telling, memory)) failed.push("finding");
  if (failed.length > 0) throw new StepsFailedError(`${id}: failed: ${failed.join(", ")}`);
}

/** A finding is tried with its alert; what was told as failed and not since as done is still so. */
function isUnfiled(telling: Telling, { open }: Memory): boolean {
  if (telling.status === "sent") return telling.filing?.status === "failed";
  return telling.status === "sent-before" && open.length > 0;
}

type Acting = Exclude<Decision, { action: "ignore" }>;

async function act(
  upload: Upload,
  decision: Acting,
  responder: Responder,
): Promise<{ memory: Memory; steps: Steps }> {
  const { settings, ports } = responder;
  if (decision.action === "alert-only") {
    const memory = await remember(upload, [], responder);
    return { memory, steps: nothingTried(decision.why) };
  }
  const removing = startRemoving(upload, ports);
  const block = "userIds" in decision.block ? decision.block.userIds : [];
  const memory = await remember(await identify(upload, removing), block, responder);
  const guarded = guardedBucket(settings);
  const task = { plan: decision, guarded, memory, removing, now: ports.now() };
  return { memory, steps: await respond(task, ports) };
}

/** A ledger that can't be read has no say: everything is done, at worst once more. */
async function remember(
  upload: Upload,
  block: readonly string[],
  { ports }: Responder,
): Promise<Memory> {
  const remembered = await leniently(
    () => recall(upload, entriesFor(upload.principal, block), ports.table),
    (trouble) => {
      ports.log({ level: "error", key: upload.key, ledger: trouble });
    },
  );
  return remembered ?? blank(upload);
}

/** CloudTrail may not name the version: then the deletion, which had to look for it, does. */
async function identify(upload: Upload, removing: ReturnType<typeof startRemoving>) {
  if (upload.versionId !== undefined || upload.trigger === "notification") return upload;
  const removed = await removing;
  return removed.status === "gone" ? { ...upload, versionId: removed.versionId } : upload;
}

function nothingTried(why: string): Steps {
  const none: NotAttempted = { status: "not-attempted", why };
  return { remove: none, contain: none, quarantine: none, abort: none };
}

function stageOf(
  { upload, open }: Memory,
  { decision, steps }: { readonly decision: Acting; readonly steps: Steps },
): Stage {
  const byTrigger = upload.trigger === "trail" ? "quarantined" : "contained";
  const stage = decision.action === "alert-only" ? "observed" : byTrigger;
  return open.includes(stage) && failedSteps(steps).length === 0 ? "recovered" : stage;
}

/** A changed policy "may take a few minutes" to be in force everywhere (IAM guide). */
const PROPAGATION_MINUTES = 5;

/** Whether the upload succeeded although a block had had the time to stop it. */
function isLate({ upload, blocks }: Memory): boolean {
  const literal = literalUserId(upload.principal.userId);
  const uploadedAt = Date.parse(upload.time);
  return blocks.some(
    ({ userId, blockedAt, releasedAt }) =>
      releasedAt === undefined &&
      covers(userId, literal) &&
      uploadedAt > Date.parse(blockedAt) + PROPAGATION_MINUTES * 60_000,
  );
}

/** In the partition of the alerts topic: a bucket's own name doesn't tell. */
export function guardedBucket({
  bucket,
  alertsTopicArn,
  sparedArns,
}: ResponderSettings): GuardedBucket {
  const partition = alertsTopicArn.split(":")[1] ?? "aws";
  return { bucket, bucketArn: `arn:${partition}:s3:::${bucket}`, sparedArns };
}

export const placeOf = ({ settings, region }: Responder): Place => ({
  accountId: settings.accountId,
  accountName: settings.accountName,
  region,
});
