import { entriesInForce } from "./bucket-policy";
import { dropCovered } from "./covered";
import { denylistStatement, NOBODY } from "./denylist";
import { type Lifting } from "./denylist-item";
import { admitWaiting, type GuardedBucket, reconcile, type ReconcilePorts } from "./reconcile";
import { type Principal } from "../events/upload";
import { covers } from "../decide/user-id";

/** What made somebody look: a change of the bucket policy, or the schedule. */
export interface Cause {
  readonly eventId: string;
  /** Who changed the policy; the schedule knows nobody. */
  readonly principal?: Principal;
  /** When (ISO 8601). */
  readonly time: string;
  readonly call: string;
}

export interface Restoration {
  readonly id: string;
  /** The entries that were not in force. */
  readonly lifted: readonly string[];
  readonly cause: Cause;
}

export interface RestorePorts extends ReconcilePorts {
  /** Keeps the finding, unless there is one for this id; answers the one that is kept. */
  readonly recordLifting: (lifting: Lifting) => Promise<readonly string[]>;
  /** Empty when nothing was found lifted under this id. */
  readonly readLifting: (id: string) => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** Without a known change, an entry this young may still be on its way into the policy. */
const MAKING_MS = 60_000;

const restorationId = (bucket: string, eventId: string): string =>
  `restoration#${bucket}#${eventId}`;

/**
 * Puts the denylist back in force. What had been lifted is in the ledger before the policy is
 * repaired, so that a repetition, after an alert that failed, can still tell it.
 *
 * @returns undefined when no block had been lifted, even if the statement had to be rewritten
 */
export async function restore(
  guarded: GuardedBucket,
  cause: Cause,
  ports: RestorePorts,
): Promise<Restoration | undefined> {
  const id = restorationId(guarded.bucket, cause.eventId);
  const found = await findLifted(guarded, cause, ports);
  const lifted =
    found.length > 0
      ? await ports.recordLifting({ id, lifted: found, foundAt: ports.now() })
      : await ports.readLifting(id);
  await dropCovered(guarded.bucket, await ports.readDenylist(guarded.bucket), ports);
  await reconcile(guarded, ports, await admitWaiting(guarded, ports));
  return lifted.length > 0 ? { id, lifted: [...lifted].sort(), cause } : undefined;
}

async function findLifted(
  guarded: GuardedBucket,
  cause: Cause,
  ports: RestorePorts,
): Promise<string[]> {
  const { bucket } = guarded;
  // In this order: what is released in between is missing in both, not in the policy alone.
  const policy = await ports.readBucketPolicy(bucket);
  const { userIds } = await ports.readDenylist(bucket);
  const inForce = entriesInForce(policy, denylistStatement(guarded, userIds));
  const missing = userIds.filter(
    (userId) => userId !== NOBODY && !inForce.some((entry) => covers(entry, userId)),
  );
  if (missing.length === 0) return [];
  const latest = Date.parse(cause.time) - (cause.principal ? 0 : MAKING_MS);
  const unborn = (await ports.readBlocks(bucket, missing))
    .filter(({ blockedAt }) => Date.parse(blockedAt) > latest)
    .map(({ userId }) => userId);
  return missing.filter((userId) => !unborn.includes(userId));
}
