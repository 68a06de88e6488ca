import { createHash } from "node:crypto";
import { type Failed, type Steps, STEPS } from "./outcome";
import { isFields } from "./reading";
import { type Upload } from "./upload";

/**
 * The shapes of an incident's item in the ledger table (hash key `pk`). One incident is one created
 * version: both triggers, and every repetition of them, come to the same item.
 */

/** The part of DynamoDB's attribute values that the ledger uses. */
export type Attribute =
  { readonly S: string } | { readonly N: string } | { readonly M: Record<string, { S: string }> };

export interface Update {
  readonly Key: Record<string, { S: string }>;
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, Attribute>;
}

export interface Incident {
  readonly id: string;
  readonly upload: Upload;
  readonly steps: Steps;
}

const RETENTION_DAYS = 400;
const KEY_DIGITS = 32;

/** Keys have up to 1,024 bytes of anything: their hash keeps ids short and fit for every place. */
export function incidentId({ bucket, key, versionId, requestId }: Upload): string {
  const digest = createHash("sha256").update(key).digest("hex").slice(0, KEY_DIGITS);
  return `incident#${bucket}#${digest}#${versionId ?? requestId}`;
}

export const itemKey = (pk: string) => ({ pk: { S: pk } });

/** What is not worth remembering: another event or another try will say more. */
const PASSING: readonly string[] = ["awaiting-trail", "not-attempted"];

/** Another event or another try may do better, and must not be covered up by these. */
const TENTATIVE: readonly string[] = ["failed", "impossible", "version-unknown"];

/**
 * Adds what is now known. The first word on the upload stands, except that CloudTrail knows the
 * principal better; what didn't work never covers up what another invocation achieved.
 */
export function recordUpdate({ id, upload, steps }: Incident, now: Date): Update {
  const { principal, ...facts } = upload;
  const expiresAt = Math.floor(now.getTime() / 1_000) + RETENTION_DAYS * 86_400;
  const fields: Record<string, Attribute> = {
    ...texts(facts),
    principal: { M: texts(principal) },
    recordedAt: { S: now.toISOString() },
    expiresAt: { N: String(expiresAt) },
  };
  const certain = new Set<string>(upload.trigger === "trail" ? ["principal"] : []);
  for (const step of STEPS) {
    const outcome = steps[step];
    if (PASSING.includes(outcome.status)) continue;
    fields[step] = { M: texts(outcome) };
    if (!TENTATIVE.includes(outcome.status)) certain.add(step);
  }
  return setAll(id, fields, (name) => certain.has(name));
}

function setAll(
  id: string,
  fields: Record<string, Attribute>,
  certain: (name: string) => boolean,
): Update {
  const names = Object.keys(fields);
  const assign = (name: string) =>
    certain(name) ? `#${name} = :${name}` : `#${name} = if_not_exists(#${name}, :${name})`;
  return {
    Key: itemKey(id),
    UpdateExpression: `SET ${names.map(assign).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

function texts(fields: object): Record<string, { S: string }> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { S: String(value) }]),
  );
}

const isFinal = (status: unknown) => typeof status === "string" && !TENTATIVE.includes(status);

/** The steps that an earlier invocation finished. */
export type Finished = { readonly [S in keyof Steps]?: Exclude<Steps[S], Failed> };

export function finishedSteps(item: unknown): Finished {
  if (!isFields(item)) return {};
  const read = STEPS.flatMap((step) => {
    const attribute = item[step];
    const map = isFields(attribute) && isFields(attribute.M) ? attribute.M : undefined;
    const entries = Object.entries(map ?? {}).map(([name, value]) => [
      name,
      isFields(value) ? value.S : "",
    ]);
    const outcome = Object.fromEntries(entries) as Record<string, unknown>;
    return isFinal(outcome.status) ? [[step, outcome]] : [];
  });
  return Object.fromEntries(read) as Finished;
}
