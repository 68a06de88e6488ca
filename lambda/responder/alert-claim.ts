import { itemKey, type Update } from "./ledger";

/** How far the response had come when the alert was sent; each stage is told at most once. */
export type Stage = "observed" | "contained" | "quarantined";

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
};

const claimed = (stage: Stage) => `alert_${stage}_claimed`;
const sent = (stage: Stage) => `alert_${stage}_sent`;
const millis = (at: Date) => ({ N: String(at.getTime()) });

/** Succeeds for one invocation at a time, and for none after the alert was sent. */
export function claimUpdate({ id, stage, at }: Claim): Update {
  const told = SAID_BY[stage].map((other, index) => [`#sent${index}`, sent(other)] as const);
  const untold = told.map(([name]) => `attribute_not_exists(${name})`).join(" AND ");
  const stale = new Date(at.getTime() - CLAIM_LIFETIME_SECONDS * 1_000);
  return {
    Key: itemKey(id),
    UpdateExpression: "SET #claimed = :now",
    ConditionExpression: `${untold} AND (attribute_not_exists(#claimed) OR #claimed < :stale)`,
    ExpressionAttributeNames: { "#claimed": claimed(stage), ...Object.fromEntries(told) },
    ExpressionAttributeValues: { ":now": millis(at), ":stale": millis(stale) },
  };
}

export function sentUpdate({ id, stage, at }: Claim): Update {
  return {
    Key: itemKey(id),
    UpdateExpression: "SET #sent = :now",
    ExpressionAttributeNames: { "#sent": sent(stage) },
    ExpressionAttributeValues: { ":now": millis(at) },
  };
}

/** Gives up this claim, not one that another invocation has taken over since. */
export function releaseUpdate({ id, stage, at }: Claim): Update {
  return {
    Key: itemKey(id),
    UpdateExpression: "REMOVE #claimed",
    ConditionExpression: "#claimed = :mine",
    ExpressionAttributeNames: { "#claimed": claimed(stage) },
    ExpressionAttributeValues: { ":mine": millis(at) },
  };
}
