import { abort, type AbortPorts } from "./remove/abort";
import { contain, type ContainPorts, type GuardedBucket } from "./contain/contain";
import { type Response } from "./decide/decision";
import { within } from "./deadline";
import { attempt, type Failed, type Removal, type Steps } from "./outcome";
import { quarantine, type QuarantinePorts } from "./contain/quarantine";
import { type Memory } from "./ledger/recall";
import { remove, type RemovePorts } from "./remove/remove";
import { type Upload } from "./events/upload";

export interface RespondPorts extends RemovePorts, ContainPorts, QuarantinePorts, AbortPorts {
  /** Notes on the blocks that IAM stops these principals as well. */
  readonly markQuarantined: (
    bucket: string,
    userIds: readonly string[],
    to: string,
  ) => Promise<void>;
  /** Milliseconds until the steps must have ended. */
  readonly timeLeft: () => number;
}

export interface Task {
  readonly plan: Response;
  readonly guarded: GuardedBucket;
  readonly memory: Memory;
  /** The deletion, begun before anything was asked of the ledger. */
  readonly removing: Promise<Removal | Failed>;
  readonly now: Date;
}

/** A step that throws, or doesn't end in time, has failed; no step stops another. */
const limited = <T>(step: () => Promise<T>, { timeLeft }: Pick<RespondPorts, "timeLeft">) =>
  attempt(() => within(timeLeft(), step()));

/** The deletion by itself: it waits for nothing, since repeating it is harmless. */
export const startRemoving = (upload: Upload, ports: RespondPorts): Promise<Removal | Failed> =>
  limited(() => remove(upload, ports), ports);

/**
 * All that is to be done, at once. What an earlier invocation finished is skipped, so that a late
 * repetition undoes no release.
 */
export async function respond(task: Task, ports: RespondPorts): Promise<Steps> {
  const { memory, plan } = task;
  const { finished, upload } = memory;
  const [removed, contained, attached, aborted] = await Promise.all([
    task.removing,
    containment(task, ports),
    finished.quarantine ?? quarantining(task, ports),
    finished.abort ?? limited(() => abort(plan.abort, upload.bucket, ports), ports),
  ]);
  const quarantined = await noted(attached, task, ports);
  const removal = removed.status === "failed" ? (finished.remove ?? removed) : removed;
  return { remove: removal, contain: contained, quarantine: quarantined, abort: aborted };
}

/** A quarantine that its block doesn't know of could be neither counted on nor lifted with it. */
async function noted(
  quarantined: Steps["quarantine"],
  { memory, plan, guarded }: Task,
  ports: RespondPorts,
): Promise<Steps["quarantine"]> {
  if (quarantined.status !== "attached" || !("userIds" in plan.block)) return quarantined;
  const { to } = quarantined;
  const isNoted = (userId: string) =>
    memory.blocks.some((block) => block.userId === userId && block.quarantined === to);
  const unnoted = plan.block.userIds.filter((userId) => !isNoted(userId));
  if (unnoted.length === 0) return quarantined;
  const noting = await limited(() => ports.markQuarantined(guarded.bucket, unnoted, to), ports);
  return noting ?? quarantined;
}

/** A block that was lifted after the upload: the event is older than the word of who lifted it. */
const releasedSince = ({ blocks, upload }: Memory): string | undefined =>
  blocks.find(({ releasedAt }) => releasedAt !== undefined && releasedAt > upload.time)?.releasedAt;

const released = (at: string) =>
  ({ status: "released", why: `the block was lifted at ${at}, after this upload` }) as const;

async function containment(task: Task, ports: RespondPorts): Promise<Steps["contain"]> {
  const { memory, plan, guarded, now } = task;
  const { id, upload, finished, denylist, blocks } = memory;
  if ("impossible" in plan.block) return { status: "impossible", why: plan.block.impossible };
  const { userIds } = plan.block;
  if (isSameBlock(finished.contain, userIds)) return finished.contain;
  const lifted = releasedSince(memory);
  if (lifted !== undefined) return released(lifted);

  const { principal } = upload;
  const who = ("arn" in principal ? principal.arn : undefined) ?? principal.userId;
  const order = {
    userIds,
    incident: id,
    who,
    at: now.toISOString(),
    blocks,
    ...(denylist && { known: denylist }),
  };
  return limited(() => contain(guarded, order, ports), ports);
}

type Contained = Memory["finished"]["contain"];

/** The trail's event may ask for a wider block than the notification did. */
function isSameBlock(done: Contained, userIds: readonly string[]): done is NonNullable<Contained> {
  return done !== undefined && "userId" in done && done.userId === userIds.join(" ");
}

async function quarantining({ memory, plan }: Task, ports: RespondPorts) {
  const lifted = releasedSince(memory);
  if (lifted !== undefined) return released(lifted);
  return limited(() => quarantine(plan.quarantine, ports), ports);
}
