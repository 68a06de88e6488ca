import { type Stage } from "../alert/alert";
import { type Item, itemKey, type Update } from "./item";
import { isNewer, kindOf } from "./version";
import { fieldsAt, textOf } from "../events/reading";

/** A claim on sending the alert of one incident and stage. */
export interface Claim {
  readonly id: string;
  readonly stage: Stage;
  readonly at: Date;
}

/**
 * After this time a claim without a sent alert belongs to an invocation that is dead: the
 * function's timeout must not be longer.
 */
export const CLAIM_LIFETIME_SECONDS = 60;

/** Sent alerts that leave this stage with nothing new to say. */
const SAID_BY: Readonly<Record<Stage, readonly Stage[]>> = {
  observed: ["observed"],
  contained: ["contained", "quarantined"],
  quarantined: ["quarantined"],
  recovered: ["recovered"],
};

const claimed = (stage: Stage) => `alert_${stage}_claimed`;
const sent = (stage: Stage) => `alert_${stage}_sent`;
const OPEN = "alert_open";
const millis = (at: Date) => ({ N: String(at.getTime()) });

/** What a record of the incident sets where nothing is yet: whoever writes it first has the claim. */
export const claimFields = ({ stage, at }: Omit<Claim, "id">) => ({ [claimed(stage)]: millis(at) });

/** Whose the alert is, as the item was before our record. `stale`: of an invocation that died. */
export type Standing = "mine" | "said" | "theirs" | { readonly stale: string };

/** What a newer release has sent can't be told from its item: better told twice than never. */
export function standing(before: Item, { id, stage, at }: Claim): Standing {
  if (isNewer(kindOf(id), before)) return "mine";
  if (SAID_BY[stage].some((other) => sent(other) in before)) return "said";
  const held = textOf(fieldsAt(before, claimed(stage)), "N");
  if (held === undefined) return "mine";
  const isStale = at.getTime() - Number(held) > CLAIM_LIFETIME_SECONDS * 1_000;
  return isStale ? { stale: held } : "theirs";
}

/** Takes a stale claim over; of several that try, one succeeds. */
export const takeOverUpdate = ({ id, stage, at }: Claim, stale: string): Update => ({
  Key: itemKey(id),
  UpdateExpression: "SET #claimed = :now",
  ConditionExpression: "#claimed = :stale",
  ExpressionAttributeNames: { "#claimed": claimed(stage) },
  ExpressionAttributeValues: { ":now": millis(at), ":stale": { N: stale } },
});

/**
 * `isOpen`: the alert said that a step had failed; its success is worth another word. An alert that
 * says otherwise is that word.
 */
export const sentUpdate = ({ id, stage, at }: Claim, isOpen: boolean): Update => ({
  Key: itemKey(id),
  UpdateExpression: `SET #sent = :now${isOpen ? ", #open = :now" : " REMOVE #open"}`,
  ExpressionAttributeNames: { "#sent": sent(stage), "#open": OPEN },
  ExpressionAttributeValues: { ":now": millis(at) },
});

/** Gives up this claim, not one that another invocation has taken over since. */
export const releaseUpdate = ({ id, stage, at }: Claim): Update => ({
  Key: itemKey(id),
  UpdateExpression: "REMOVE #claimed",
  ConditionExpression: "#claimed = :mine",
  ExpressionAttributeNames: { "#claimed": claimed(stage) },
  ExpressionAttributeValues: { ":mine": millis(at) },
});

/** Whether the last word that the team has at this stage is of a failed step. */
export const isToldOpen = (item: Item, stage: Stage): boolean =>
  !isNewer("incident", item) && OPEN in item && SAID_BY[stage].some((other) => sent(other) in item);
