import { type Block } from "./block";
import { POLICY_LIMIT_BYTES } from "./bucket-policy";

/** How the entries share what room S3 gives a bucket policy. */

/** Freed beyond what is needed, so that not every block in a flood has to make room: about 40 entries. */
export const SLACK_BYTES = 1_024;

const WARN_ABOVE_BYTES = POLICY_LIMIT_BYTES * 0.8;

/** What an entry takes in the policy: in quotes, with a comma. */
const entryBytes = (userId: string): number => Buffer.byteLength(JSON.stringify(userId)) + 1;

const totalBytes = (userIds: readonly string[]): number =>
  userIds.reduce((sum, userId) => sum + entryBytes(userId), 0);

/** The entries that IAM blocks too, oldest first. */
export const restable = (blocks: readonly Block[]): string[] =>
  blocks
    .filter(({ quarantined, releasedAt }) => quarantined !== undefined && releasedAt === undefined)
    .sort((one, other) => one.blockedAt.localeCompare(other.blockedAt))
    .map(({ userId }) => userId);

/** The first of `candidates` that free `excess` bytes and some slack; undefined when all don't. */
export function toRest(excess: number, candidates: readonly string[]): string[] | undefined {
  if (totalBytes(candidates) < excess) return undefined;
  let freed = 0;
  const count = candidates.findIndex((userId) => {
    freed += entryBytes(userId);
    return freed >= excess + SLACK_BYTES;
  });
  return candidates.slice(0, count < 0 ? candidates.length : count + 1);
}

/** The first of `candidates` that fit into `bytes`. */
export function fitting(bytes: number, candidates: readonly string[]): string[] {
  let taken = 0;
  return candidates.filter((userId) => {
    const size = entryBytes(userId);
    if (taken + size > bytes) return false;
    taken += size;
    return true;
  });
}

export interface Fill {
  readonly bytes: number;
  readonly entries: number;
  readonly blocks: readonly Block[];
}

export const isCrowded = ({ bytes }: Pick<Fill, "bytes">): boolean => bytes > WARN_ABOVE_BYTES;

/** Said while there is room left, since making some takes people time. */
export function roomWarning({ bytes, entries, blocks }: Fill): string | undefined {
  if (!isCrowded({ bytes: bytes - totalBytes(restable(blocks)) })) return undefined;
  return (
    `the bucket policy has ${bytes} of ${POLICY_LIMIT_BYTES} bytes, with ${entries} denylist entries, ` +
    `and too few of them are quarantined by IAM to make room: ${MAKE_ROOM}`
  );
}

export const MAKE_ROOM =
  "delete the principals that are no longer needed and release their entries (warden incidents --blocked lists them)";
