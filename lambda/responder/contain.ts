import { isInForce, POLICY_LIMIT_BYTES, withStatement } from "./bucket-policy";
import { denylistStatement } from "./denylist";
import { type Containment } from "./outcome";
import { covers } from "./user-id";

export interface ContainPorts {
  /** The bucket's denylist, read consistently. */
  readonly readDenylist: (bucket: string) => Promise<readonly string[]>;
  /** Adds to the set in one atomic update; tells whether the entry is new. */
  readonly addToDenylist: (bucket: string, userId: string) => Promise<boolean>;
  readonly readBucketPolicy: (bucket: string) => Promise<string | undefined>;
  /** `conflict`: somebody else's change was under way; nothing was written. */
  readonly writeBucketPolicy: (bucket: string, policy: string) => Promise<"written" | "conflict">;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const MAX_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** Raised when the policy could not be brought to say what the ledger says. */
export class ContainmentError extends Error {
  override readonly name = "ContainmentError";
}

export interface GuardedBucket {
  readonly bucket: string;
  readonly bucketArn: string;
}

/** Puts `userId` on the bucket's denylist and sees to it that the bucket policy says so. */
export async function contain(
  { userId, ...guarded }: GuardedBucket & { readonly userId: string },
  ports: ContainPorts,
): Promise<Containment> {
  const isNew = await enter(guarded.bucket, userId, ports);
  const wrote = await reconcile(guarded, ports);
  return { status: isNew || wrote ? "blocked" : "already-blocked", userId };
}

/** A session of a role that is blocked whole adds nothing: or names made up by it fill the policy. */
async function enter(bucket: string, userId: string, ports: ContainPorts): Promise<boolean> {
  const entries = await ports.readDenylist(bucket);
  if (entries.some((entry) => covers(entry, userId))) return false;
  return ports.addToDenylist(bucket, userId);
}

/**
 * Writes until a fresh reading of the policy says what a fresh reading of the ledger says. S3 has
 * no conditional write for policies, so of two writers one may put back an older list; whoever
 * wrote last sees it here, in its own next round, and repairs it.
 *
 * @returns whether anything had to be written
 */
export async function reconcile(guarded: GuardedBucket, ports: ContainPorts): Promise<boolean> {
  const { bucket } = guarded;
  let wrote = false;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const statement = await wantedStatement(guarded, ports);
    const policy = await ports.readBucketPolicy(bucket);
    if (isInForce(policy, statement)) return wrote;

    const answer = await ports.writeBucketPolicy(bucket, fitting(policy, statement));
    wrote ||= answer === "written";
    await ports.sleep(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS));
  }
  throw new ContainmentError(`the bucket policy still differs after ${MAX_ATTEMPTS} attempts`);
}

async function wantedStatement({ bucket, bucketArn }: GuardedBucket, ports: ContainPorts) {
  const userIds = [...(await ports.readDenylist(bucket))].sort();
  return denylistStatement(bucketArn, userIds);
}

function fitting(
  policy: string | undefined,
  statement: ReturnType<typeof denylistStatement>,
): string {
  const merged = withStatement(policy, statement);
  const bytes = Buffer.byteLength(merged);
  if (bytes <= POLICY_LIMIT_BYTES) return merged;
  throw new ContainmentError(
    `the bucket policy would have ${bytes} bytes, of which S3 takes ${POLICY_LIMIT_BYTES}; ` +
      `it has ${Buffer.byteLength(policy ?? "")}`,
  );
}
