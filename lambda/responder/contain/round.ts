import { entriesInForce, isInForce, withStatement } from "./bucket-policy";
import { coveredBy } from "./covered";
import { type Denylist, denylistStatement, type DenylistTarget } from "./denylist";

/** The ledger's list and the bucket policy, read at the same time. */
export interface Round {
  readonly denylist: Denylist;
  readonly policy: string | undefined;
  readonly statement: ReturnType<typeof denylistStatement<readonly string[]>>;
  /** The policy as it should be. */
  readonly merged: string;
  readonly bytes: number;
}

export function compare(
  guarded: DenylistTarget,
  denylist: Denylist,
  policy: string | undefined,
): Round {
  const statement = denylistStatement(guarded, [...denylist.userIds].sort());
  const merged = withStatement(policy, statement);
  return { denylist, policy, statement, merged, bytes: Buffer.byteLength(merged) };
}

/** What one caller answers for: whoever changes the list sees to the change. */
export interface Duty {
  /** Ids to be denied, as far as the list denies them. @default the whole list */
  readonly wanted?: readonly string[];
  /** Entries the caller has put on the list; without room in the policy they wait outside. */
  readonly justAdded: readonly string[];
}

/**
 * What the caller wrote last must be right too: S3 may answer with a policy that was there before,
 * and the one that it answers with may have been right by then.
 */
export const isDone = (round: Round, written: Round | undefined, duty: Duty): boolean =>
  (isInForce(round.policy, round.statement) || isDenied(round, duty)) &&
  (!written || isSameList(written, round));

export const isSameList = (one: Round, other: Round): boolean =>
  isInForce(one.merged, other.statement);

function isDenied({ denylist, policy, statement }: Round, { wanted = [] }: Duty): boolean {
  const listed = wanted.filter((id) => coveredBy(denylist.userIds, id));
  if (listed.length === 0) return false;
  const inForce = entriesInForce(policy, statement);
  return listed.every((id) => coveredBy(inForce, id));
}

/**
 * Of all who have just added entries, the one whose entry is the first writes for all: a write of
 * each would put back older lists of the others. Whoever wants the whole list waits for nobody.
 */
export function isOurTurn({ denylist, policy, statement }: Round, duty: Duty): boolean {
  if (!duty.wanted) return true;
  const inForce = new Set(entriesInForce(policy, statement));
  const [first] = denylist.userIds.filter((entry) => !inForce.has(entry)).sort();
  return first !== undefined && duty.justAdded.includes(first);
}
