import { itemKey } from "../ledger/item";
import { refuseNewer } from "../ledger/version";
import { fieldsAt, isFields, known, textOf } from "../events/reading";

/**
 * What the ledger knows of one denylist entry: an item of its own beside the denylist, which holds
 * nothing but ids. Kept after a release, as the record of who lifted the block and why.
 */
export interface Block {
  /** The entry, an `aws:userid` pattern. */
  readonly userId: string;
  /** When it was entered (ISO 8601); a later block after a release starts anew. */
  readonly blockedAt: string;
  /** The incident that made it. */
  readonly incident: string;
  /** Whom it means, for people: an ARN, or the id where the event named none. */
  readonly who: string;
  /** `user <name>` or `role <name>` that carries the quarantine policy because of this entry. */
  readonly quarantined?: string;
  /** When, by whom and why the block was lifted. */
  readonly releasedAt?: string;
  readonly releasedBy?: string;
  readonly reason?: string;
}

export const blockKey = (bucket: string, userId: string): string => `block#${bucket}#${userId}`;

export const blockItemKey = (bucket: string, userId: string) => itemKey(blockKey(bucket, userId));

/**
 * The block in a DynamoDB item; undefined when the item is none.
 * @throws UnreadableItemError when a newer release wrote it: it may be in force
 */
export function readBlock(item: unknown): Block | undefined {
  if (!isFields(item)) return undefined;
  refuseNewer("block", item);
  const text = (name: string) => textOf(fieldsAt(item, name), "S");
  const [userId, blockedAt] = [text("userId"), text("blockedAt")];
  if (userId === undefined || blockedAt === undefined) return undefined;
  return {
    userId,
    blockedAt,
    incident: text("incident") ?? "",
    who: text("who") ?? userId,
    ...known({
      quarantined: text("quarantined"),
      releasedAt: text("releasedAt"),
      releasedBy: text("releasedBy"),
      reason: text("reason"),
    }),
  };
}
