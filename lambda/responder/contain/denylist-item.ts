import { type Block, blockItemKey } from "./block";
import { type Denylist, denylistKey } from "./denylist";
import { itemKey, type Update } from "../ledger/item";
import { expiry } from "../ledger/ledger";
import { refuseNewer, UnreadableItemError } from "../ledger/version";
import { fieldsAt } from "../events/reading";

/** The denylist's item and the items of its blocks: how they are read and changed. */

const SETS = ["userIds", "resting", "waiting"] as const;
type DenylistSet = (typeof SETS)[number];

/** DynamoDB lets one update either add to a set or take from it, hence one of the two for each. */
export type DenylistChange = Readonly<Partial<Record<DenylistSet, SetChange>>>;
type SetChange = { readonly add: readonly string[] } | { readonly take: readonly string[] };

/**
 * The list of a bucket that has none yet is empty.
 * @throws UnreadableItemError for any other item without the set: an empty list lifts every block
 */
export function readDenylist(item: unknown): Required<Denylist> {
  refuseNewer("denylist", item);
  if (isWithoutSet(item)) throw new UnreadableItemError("the ledger's denylist has no set userIds");
  const set = (name: DenylistSet) => textsIn(item, name);
  return { userIds: set("userIds"), resting: set("resting"), waiting: set("waiting") };
}

/** DynamoDB answers `{}` for what was there before a first update. */
const isWithoutSet = (item: unknown): boolean =>
  Object.keys(fieldsAt(item)).length > 0 && !Array.isArray(fieldsAt(item, "userIds").SS);

/** The entries that a restoration's item says had been lifted. @throws UnreadableItemError */
export function readLifted(item: unknown): string[] {
  refuseNewer("restoration", item);
  return textsIn(item, "lifted");
}

export function textsIn(item: unknown, name: string): string[] {
  const { SS } = fieldsAt(item, name);
  return Array.isArray(SS) ? SS.filter((entry) => typeof entry === "string") : [];
}

/** Undefined when nothing would change: DynamoDB takes no empty set. */
export function denylistUpdate(bucket: string, change: DenylistChange): Update | undefined {
  const changes = SETS.flatMap((set) => {
    const asked = change[set];
    if (!asked) return [];
    const [verb, entries] = "add" in asked ? ["ADD", asked.add] : ["DELETE", asked.take];
    return entries.length === 0 ? [] : [{ set, verb, SS: [...new Set(entries)] }];
  });
  if (changes.length === 0) return undefined;
  const clause = (verb: string) => {
    const parts = changes.filter((each) => each.verb === verb);
    return parts.length === 0
      ? []
      : [`${verb} ${parts.map(({ set }) => `#${set} :${set}`).join(", ")}`];
  };
  return {
    Key: itemKey(denylistKey(bucket)),
    UpdateExpression: [...clause("ADD"), ...clause("DELETE")].join(" "),
    ExpressionAttributeNames: Object.fromEntries(changes.map(({ set }) => [`#${set}`, set])),
    ExpressionAttributeValues: Object.fromEntries(
      changes.map(({ set, SS }) => [`:${set}`, { SS }]),
    ),
  };
}

/** What makes a block; the rest is added to it later. */
export type NewBlock = Pick<Block, "userId" | "blockedAt" | "incident" | "who">;

/**
 * Begins a block, unless one is under way: two invocations may both find the entry missing, and
 * the slower one must not wipe out what was noted since.
 */
export const blockUpdate = (bucket: string, block: NewBlock): Update => ({
  Key: blockItemKey(bucket, block.userId),
  UpdateExpression:
    "SET #userId = :userId, #blockedAt = :blockedAt, #incident = :incident, #who = :who " +
    "REMOVE #quarantined, #releasedAt, #releasedBy, #reason",
  ConditionExpression: "attribute_not_exists(#blockedAt) OR attribute_exists(#releasedAt)",
  ExpressionAttributeNames: names(
    ...["userId", "blockedAt", "incident", "who"],
    ...["quarantined", "releasedAt", "releasedBy", "reason"],
  ),
  ExpressionAttributeValues: Object.fromEntries(
    Object.entries(block).map(([name, value]) => [`:${name}`, { S: value }]),
  ),
});

/** A released block is marked as well: its next release then knows what to detach. */
export const quarantinedUpdate = (bucket: string, userId: string, to: string): Update => ({
  Key: blockItemKey(bucket, userId),
  UpdateExpression: "SET #quarantined = :to",
  ConditionExpression: "attribute_exists(#blockedAt)",
  ExpressionAttributeNames: names("quarantined", "blockedAt"),
  ExpressionAttributeValues: { ":to": { S: to } },
});

export interface Release {
  /** When (ISO 8601). */
  readonly releasedAt: string;
  readonly releasedBy: string;
  readonly reason: string;
}

/** The first release of a block stands; an entry without a block gets one, as a record. */
export const releasedUpdate = (bucket: string, userId: string, release: Release): Update => ({
  Key: blockItemKey(bucket, userId),
  UpdateExpression:
    "SET #userId = :userId, #blockedAt = if_not_exists(#blockedAt, :releasedAt), " +
    "#releasedAt = :releasedAt, #releasedBy = :releasedBy, #reason = :reason",
  ConditionExpression: "attribute_not_exists(#releasedAt)",
  ExpressionAttributeNames: names("userId", "blockedAt", "releasedAt", "releasedBy", "reason"),
  ExpressionAttributeValues: {
    ":userId": { S: userId },
    ":releasedAt": { S: release.releasedAt },
    ":releasedBy": { S: release.releasedBy },
    ":reason": { S: release.reason },
  },
});

export interface Lifting {
  /** The restoration's id. */
  readonly id: string;
  /** Entries that were not in force. */
  readonly lifted: readonly string[];
  readonly foundAt: Date;
}

/** The first finding stands: whoever comes later may find the half of it repaired. */
export const liftingUpdate = ({ id, lifted, foundAt }: Lifting): Update => ({
  Key: itemKey(id),
  UpdateExpression:
    "SET #lifted = if_not_exists(#lifted, :lifted), #expiresAt = if_not_exists(#expiresAt, :expiresAt)",
  ExpressionAttributeNames: names("lifted", "expiresAt"),
  ExpressionAttributeValues: { ":lifted": { SS: lifted }, ":expiresAt": expiry(foundAt) },
});

const names = (...attributes: readonly string[]) =>
  Object.fromEntries(attributes.map((name) => [`#${name}`, name]));
