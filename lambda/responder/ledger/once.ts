import {
  type Claim,
  claimFields,
  releaseUpdate,
  sentUpdate,
  standing,
  takeOverUpdate,
} from "./alert-claim";
import { leniently } from "../deadline";
import { type Item, type Table } from "./item";
import { assign } from "./ledger";

/** Whether the claim, written where none was yet, is ours: `before` is the item without it. */
export async function isClaimed(before: Item, claim: Claim, table: Table): Promise<boolean> {
  const whose = standing(before, claim);
  if (typeof whose === "string") return whose === "mine";
  return (await table.update(takeOverUpdate(claim, whose.stale))) !== "refused";
}

/** Sends what belongs to the claim's item, once, however often and by how many it is tried. */
export async function once(
  claim: Claim,
  send: () => Promise<void>,
  { table }: { readonly table: Table },
): Promise<void> {
  const before = await table.update(assign(claim.id, { first: claimFields(claim), latest: {} }));
  if (before !== "refused" && !(await isClaimed(before, claim, table))) return;
  try {
    await send();
  } catch (error) {
    await leniently(
      () => table.update(releaseUpdate(claim)),
      () => undefined,
    );
    throw error;
  }
  await table.update(sentUpdate(claim, false));
}
