import { createHash } from "node:crypto";
import { type Attribute, type Item, itemKey, type Update } from "./item";
import { isNewer } from "./version";
import { type Failed, type Steps, STEPS } from "../outcome";
import { fieldsAt, isFields, textOf } from "../events/reading";
import { type Upload } from "../events/upload";

/**
 * The shapes of an incident's item in the ledger table. One incident is one created version: both
 * triggers, and every repetition of them, come to the same item.
 */
export interface Incident {
  readonly id: string;
  readonly upload: Upload;
  readonly steps: Steps;
}

const RETENTION_DAYS = 400;
const KEY_DIGITS = 32;

type Identity = Pick<Upload, "bucket" | "key" | "versionId" | "requestId">;

/** Keys have up to 1,024 bytes of anything: their hash keeps ids short and fit for every place. */
export function incidentId({ bucket, key, versionId, requestId }: Identity): string {
  const digest = createHash("sha256").update(key).digest("hex").slice(0, KEY_DIGITS);
  return `incident#${bucket}#${digest}#${versionId ?? requestId}`;
}

/** Where a call's created version is found by the call's id, when CloudTrail doesn't name it. */
export const requestKey = ({ bucket, requestId }: Identity): string =>
  `request#${bucket}#${requestId}`;

/** What is not worth remembering: another event or another try will say more. */
const PASSING: readonly string[] = ["awaiting-trail", "not-attempted"];

/** Another event or another try may do better, and must not be covered up by these. */
const TENTATIVE: readonly string[] = ["failed", "impossible", "no-room", "version-unknown"];

/**
 * What is now known of an incident. The first word on the upload stands, except that CloudTrail
 * knows the principal better; what didn't work never covers up what another invocation achieved.
 */
export function recordFields({ upload, steps }: Incident, now: Date): Assignments {
  const { principal, ...facts } = upload;
  const first: Record<string, Attribute> = {
    ...texts(facts),
    recordedAt: { S: now.toISOString() },
    expiresAt: expiry(now),
  };
  const latest: Record<string, Attribute> = {};
  (upload.trigger === "trail" ? latest : first).principal = { M: texts(flat(principal)) };
  for (const step of STEPS) {
    const outcome = steps[step];
    if (PASSING.includes(outcome.status)) continue;
    (TENTATIVE.includes(outcome.status) ? first : latest)[step] = { M: texts(outcome) };
  }
  return { first, latest };
}

export const expiry = (now: Date): Attribute => ({
  N: String(Math.floor(now.getTime() / 1_000) + RETENTION_DAYS * 86_400),
});

/** Attributes of an item: `first` are set where nothing is yet, `latest` in any case. */
export interface Assignments {
  readonly first: Readonly<Record<string, Attribute>>;
  readonly latest: Readonly<Record<string, Attribute>>;
}

export function assign(pk: string, { first, latest }: Assignments): Update {
  const values = { ...first, ...latest };
  const names = Object.keys(values);
  const set = (name: string) =>
    name in latest ? `#${name} = :${name}` : `#${name} = if_not_exists(#${name}, :${name})`;
  return {
    Key: itemKey(pk),
    UpdateExpression: `SET ${names.map(set).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

/** A principal within a principal (who issued a federated user) is written as its id. */
const flat = (principal: Upload["principal"]): object =>
  Object.fromEntries(
    Object.entries(principal).map(([name, value]) => [
      name,
      isFields(value) ? textOf(value, "userId") : (value as unknown),
    ]),
  );

function texts(fields: object): Record<string, { S: string }> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { S: String(value) }]),
  );
}

/** The steps that an earlier invocation finished: none, as far as can be told, by a newer release. */
export type Finished = { readonly [S in keyof Steps]?: Exclude<Steps[S], Failed> };

export function finishedSteps(item: Item | undefined): Finished {
  if (isNewer("incident", item)) return {};
  const read = STEPS.flatMap((step) => {
    const written = Object.entries(fieldsAt(item, step, "M"));
    const outcome = Object.fromEntries(
      written.map(([name, value]) => [name, isFields(value) ? value.S : ""]),
    );
    const { status } = outcome;
    return typeof status === "string" && !TENTATIVE.includes(status) ? [[step, outcome]] : [];
  });
  return Object.fromEntries(read) as Finished;
}
