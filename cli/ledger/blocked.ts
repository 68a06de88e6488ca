import { type Block } from "../../lambda/responder/contain/block";
import { type Denylist, NOBODY } from "../../lambda/responder/contain/denylist";
import { columns, shortened, shown } from "./words";

/** By what an entry is blocked: `waiting` found no room in the policy and is not blocked. */
export type Place = "bucket-policy" | "iam-only" | "waiting";

export interface Blocked extends Partial<Block> {
  readonly userId: string;
  readonly place: Place;
}

/** Every entry of the denylist with what is known of its block, the newest first. */
export function blockedEntries(denylist: Denylist, blocks: readonly Block[]): Blocked[] {
  const { userIds, resting, waiting = [] } = denylist;
  const entries = [
    ...userIds.map((userId) => ({ userId, place: "bucket-policy" as const })),
    ...resting.map((userId) => ({ userId, place: "iam-only" as const })),
    ...waiting.map((userId) => ({ userId, place: "waiting" as const })),
  ].filter(({ userId }) => userId !== NOBODY);
  const byId = new Map(blocks.map((block) => [block.userId, block]));
  return entries
    .map((entry) => ({ ...byId.get(entry.userId), ...entry }))
    .sort((one, other) => (other.blockedAt ?? "").localeCompare(one.blockedAt ?? ""));
}

const PLACES: Readonly<Record<Place, string>> = {
  "bucket-policy": "bucket policy",
  "iam-only": "IAM only",
  waiting: "NOT BLOCKED, no room",
};

export function blockedTable(blocked: readonly Blocked[]): string {
  if (blocked.length === 0) return "Nobody is blocked.\n";
  const rows = blocked.map(({ userId, who, blockedAt, place, quarantined, incident }) => [
    shown(blockedAt ?? "-"),
    shown(userId),
    shortened(shown(who ?? "-")),
    PLACES[place],
    quarantined ?? "-",
    shown(incident ?? "-"),
  ]);
  return columns([["SINCE", "USER ID", "WHO", "BLOCKED BY", "QUARANTINED", "INCIDENT"], ...rows]);
}
