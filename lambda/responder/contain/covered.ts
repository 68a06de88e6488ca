import { type Denylist, NOBODY } from "./denylist";
import { type ReconcilePorts } from "./reconcile";
import { covers } from "../decide/user-id";

export const coveredBy = (entries: readonly string[], userId: string): boolean =>
  entries.some((entry) => covers(entry, userId));

/**
 * Takes out entries that another one covers: single sessions of a role that is blocked whole only
 * take room. Their blocks stay.
 */
export async function dropCovered(
  bucket: string,
  { userIds, resting, waiting = [] }: Denylist,
  ports: Pick<ReconcilePorts, "changeDenylist">,
): Promise<void> {
  const all = [...userIds, ...resting, ...waiting];
  const wide = all.filter((entry) => /[*?]/.test(entry));
  const drop = all.filter(
    (entry) => entry !== NOBODY && wide.some((other) => other !== entry && covers(other, entry)),
  );
  if (drop.length === 0) return;
  const take = { take: drop };
  await ports.changeDenylist(bucket, { userIds: take, resting: take, waiting: take });
}
