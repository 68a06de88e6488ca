import { type Block } from "./block";
import { POLICY_LIMIT_BYTES } from "./bucket-policy";
import { type Denylist, NOBODY } from "./denylist";
import { type DenylistChange } from "./denylist-item";
import { compare, type Duty, isDone, isOurTurn, isSameList, type Round } from "./round";
import { fitting, restable, SLACK_BYTES, toRest } from "./room";

export interface GuardedBucket {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly sparedArns: readonly string[];
}

export interface ReconcilePorts {
  /** The bucket's denylist, read consistently. */
  readonly readDenylist: (bucket: string) => Promise<Denylist>;
  /** One atomic update; answers what the list was before. */
  readonly changeDenylist: (bucket: string, change: DenylistChange) => Promise<Denylist>;
  /** The blocks of these entries, as far as there are any. */
  readonly readBlocks: (bucket: string, userIds: readonly string[]) => Promise<readonly Block[]>;
  readonly readBucketPolicy: (bucket: string) => Promise<string | undefined>;
  /** `conflict`: somebody else's change was under way; nothing was written. */
  readonly writeBucketPolicy: (bucket: string, policy: string) => Promise<"written" | "conflict">;
  /** Waits between half of this time and all of it: who met once must not meet again. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds until all must be done. */
  readonly timeLeft: () => number;
}

/** Raised when the policy could not be brought to say what the ledger says. */
export class ContainmentError extends Error {
  override readonly name = "ContainmentError";
}

export interface Settled {
  readonly wrote: boolean;
  /** As last read: what the policy says. */
  readonly denylist: Denylist;
  /** The policy's size. */
  readonly bytes: number;
}

/** With one list; while others change it, only time ends the attempts. */
const MAX_ATTEMPTS = 40;
/** Whoever can't make room hopes for those who added entries just now to take theirs back. */
const MAX_OVERFLOWS = 5;
/** Looks that leave the writing to somebody else, who may be dead. */
const PATIENCE = 3;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** What reading, writing and reading again may take. */
const ROUND_MS = 1_000;

/** Brings the whole list into the policy. */
export const reconcile = (
  guarded: GuardedBucket,
  ports: ReconcilePorts,
  justAdded: readonly string[] = [],
): Promise<Settled> => settle(guarded, { justAdded }, ports);

/**
 * Writes until a fresh reading of the policy denies what is wanted of a fresh reading of the ledger.
 * S3 has no conditional write for policies, so of two writers one may put back an older list:
 * whoever wrote stays until the list is the one it wrote last, and of many at once few write.
 */
export async function settle(
  guarded: GuardedBucket,
  duty: Duty,
  ports: ReconcilePorts,
): Promise<Settled> {
  let [before, written]: (Round | undefined)[] = [];
  let [attempt, waited, overflows] = [0, 0, 0];
  for (;;) {
    const round = await look(guarded, ports);
    if (isDone(round, written, duty)) return { wrote: written !== undefined, ...round };
    attempt = before && isSameList(before, round) ? attempt + 1 : 1;
    if (attempt > MAX_ATTEMPTS) throw new ContainmentError(differs(MAX_ATTEMPTS));
    before = round;
    if (round.bytes > POLICY_LIMIT_BYTES) {
      const isRoomMade = await makeRoom({ guarded, round, justAdded: duty.justAdded }, ports);
      if (isRoomMade && ports.timeLeft() > ROUND_MS) continue;
      if (++overflows === MAX_OVERFLOWS) throw new ContainmentError(tooLarge(round));
    } else if (waited < PATIENCE && !isOurTurn(round, duty)) {
      waited += 1;
    } else if ((await ports.writeBucketPolicy(guarded.bucket, round.merged)) === "written") {
      [written, waited] = [round, 0];
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    if (ports.timeLeft() < pause + ROUND_MS) throw new ContainmentError(differs(attempt));
    await ports.pause(pause);
  }
}

const differs = (attempts: number): string =>
  `the bucket policy still differs from the ledger after ${attempts} attempts`;

const tooLarge = ({ bytes, policy = "" }: Round): string =>
  `the bucket policy would have ${bytes} bytes, of which S3 takes ${POLICY_LIMIT_BYTES}; ` +
  `it has ${Buffer.byteLength(policy)}`;

export interface Known {
  readonly wanted: readonly string[];
  /** Read a moment ago. */
  readonly denylist: Denylist;
}

/** Whether the policy denies what this list says of the wanted ids; undefined when it doesn't. */
export async function agrees(
  guarded: GuardedBucket,
  { wanted, denylist }: Known,
  ports: Pick<ReconcilePorts, "readBucketPolicy">,
): Promise<Settled | undefined> {
  const round = compare(guarded, denylist, await ports.readBucketPolicy(guarded.bucket));
  const isEnough = isDone(round, undefined, { wanted, justAdded: [] });
  return isEnough ? { wrote: false, ...round } : undefined;
}

async function look(guarded: GuardedBucket, ports: ReconcilePorts): Promise<Round> {
  const [denylist, policy] = await Promise.all([
    ports.readDenylist(guarded.bucket),
    ports.readBucketPolicy(guarded.bucket),
  ]);
  return compare(guarded, denylist, policy);
}

interface Overflow {
  readonly guarded: GuardedBucket;
  readonly round: Round;
  readonly justAdded: readonly string[];
}

/**
 * The oldest entries that IAM blocks as well leave the policy; without enough of them, the newest
 * ones wait outside: the list in the ledger must never be one that Terraform can't write either.
 *
 * @returns whether anything changed
 */
async function makeRoom(
  { guarded: { bucket }, round, justAdded }: Overflow,
  ports: ReconcilePorts,
): Promise<boolean> {
  const { userIds } = round.denylist;
  const blocks = await ports.readBlocks(bucket, userIds);
  const candidates = restable(blocks).filter((userId) => !justAdded.includes(userId));
  const rest = toRest(round.bytes - POLICY_LIMIT_BYTES, candidates);
  if (rest) {
    await ports.changeDenylist(bucket, { userIds: { take: rest }, resting: { add: rest } });
    return true;
  }
  const wait = justAdded.filter((userId) => userIds.includes(userId));
  await ports.changeDenylist(bucket, { userIds: { take: wait }, waiting: { add: wait } });
  return wait.length > 0;
}

/** Lets entries that waited for room into the list, oldest first, as far as there is some now. */
export async function admitWaiting(
  guarded: GuardedBucket,
  ports: ReconcilePorts,
): Promise<readonly string[]> {
  const { denylist, bytes } = await look(guarded, ports);
  const waiting = [...(denylist.waiting ?? [])].sort();
  if (waiting.length === 0) return [];
  const since = new Map(
    (await ports.readBlocks(guarded.bucket, waiting)).map((block) => [
      block.userId,
      block.blockedAt,
    ]),
  );
  const oldestFirst = waiting.sort((one, other) =>
    (since.get(one) ?? "").localeCompare(since.get(other) ?? ""),
  );
  const admitted = fitting(POLICY_LIMIT_BYTES - SLACK_BYTES - bytes, oldestFirst);
  if (admitted.length === 0) return [];
  await ports.changeDenylist(guarded.bucket, {
    userIds: { add: [...admitted, NOBODY] },
    waiting: { take: admitted },
  });
  return admitted;
}
