import { KILOBYTES_A_GIGABYTE, memory } from "./activity";
import { count } from "./estate";
import { emailsEach } from "./lines/working";
import { usdOf } from "./price";
import { type PriceId, PRICES } from "./prices";
import { type IncidentName, INCIDENTS } from "./responder-calls";
import { type Seat } from "./use";

/** What AWS does with one call: what it charges for it, how CloudTrail records it. */
interface Billed {
  readonly uses: Partial<Readonly<Record<PriceId, number>>>;
  readonly recorded: "data" | "management" | "never";
  /** Resources whose configuration it changes. */
  readonly changes?: number;
}

const FREE_OBJECT: Billed = { uses: {}, recorded: "data" };
const GET_OBJECT: Billed = { uses: { s3Get: 1 }, recorded: "data" };
const LIST: Billed = { uses: { s3Put: 1 }, recorded: "management" };
/** The user or role, and the policy that is attached to it. */
const ATTACH: Billed = { uses: {}, recorded: "management", changes: 2 };

/**
 * By the name of the SDK's command. A read of the ledger is taken for two items, each write for one
 * of at most 1 KB; a transaction writes two items at twice the price. Publishing asks the topic's
 * key twice.
 */
export const CALLS: Readonly<Record<string, Billed>> = {
  AbortMultipartUpload: FREE_OBJECT,
  AttachRolePolicy: ATTACH,
  AttachUserPolicy: ATTACH,
  BatchGetItem: { uses: { dynamoRead: 2 }, recorded: "never" },
  BatchImportFindings: { uses: { securityFinding: 1 }, recorded: "management" },
  DeleteObject: FREE_OBJECT,
  GetBucketPolicy: { uses: { s3Get: 1 }, recorded: "management" },
  GetObjectLegalHold: GET_OBJECT,
  GetObjectRetention: GET_OBJECT,
  ListMultipartUploads: LIST,
  ListObjectVersions: LIST,
  Publish: { uses: { snsRequest: 1, kmsRequest: 2 }, recorded: "never" },
  PutBucketPolicy: { uses: { s3Put: 1 }, recorded: "management", changes: 1 },
  PutObjectTagging: { uses: { s3Put: 1 }, recorded: "data" },
  TransactWriteItems: { uses: { dynamoWrite: 4 }, recorded: "never" },
  UpdateItem: { uses: { dynamoWrite: 1 }, recorded: "never" },
};

/** Calls as they add up to what is charged. */
interface Tally {
  readonly used: (price: PriceId) => number;
  readonly data: number;
  readonly management: number;
  readonly changes: number;
}

interface Row {
  readonly what: string;
  readonly price: PriceId;
  readonly quantity: (tally: Tally, seat: Seat) => number;
}

/** S3's notification and CloudTrail's event. */
const INVOCATIONS = 2;

const calledFor = (what: string, price: PriceId): Row => ({
  ...{ what, price },
  quantity: ({ used }) => used(price),
});

const ROWS: readonly Row[] = [
  {
    ...{ what: "Security Hub's checks of what changed", price: "securityCheck" },
    quantity: ({ changes }, { inputs }) => changes * inputs.checksPerChange,
  },
  {
    ...{ what: "Config's recording of what changed", price: "configItem" },
    quantity: ({ changes }) => changes,
  },
  {
    ...{ what: "Config's rules on the bucket", price: "configEvaluation" },
    quantity: (_, { place }) => count(place, "aws_config_config_rule"),
  },
  {
    ...{ what: "Responder, time", price: "lambdaArm" },
    quantity: (_, seat) => (INVOCATIONS * seat.inputs.incidentMilliseconds * memory(seat)) / 1_000,
  },
  { ...{ what: "Responder, requests", price: "lambdaRequest" }, quantity: () => INVOCATIONS },
  calledFor("Ledger, reads", "dynamoRead"),
  calledFor("Ledger, writes", "dynamoWrite"),
  calledFor("S3, writes and lists", "s3Put"),
  calledFor("S3, reads", "s3Get"),
  calledFor("Finding in Security Hub", "securityFinding"),
  calledFor("Alerts published", "snsRequest"),
  {
    ...{ what: "Alerts by e-mail", price: "snsEmail" },
    quantity: ({ used }, seat) => used("snsRequest") * emailsEach(seat),
  },
  calledFor("Topic's key", "kmsRequest"),
  {
    ...{ what: "CloudTrail's data events", price: "trailDataEvent" },
    quantity: ({ data }) => data,
  },
  {
    ...{ what: "CloudTrail's insights", price: "trailInsight" },
    quantity: ({ management }) => management,
  },
  {
    ...{ what: "GuardDuty, management events", price: "guardDutyManagement" },
    quantity: ({ management }) => management,
  },
  {
    ...{ what: "GuardDuty, S3 protection", price: "guardDutyData" },
    quantity: ({ data }) => data,
  },
  {
    ...{ what: "Logs, ingested", price: "logIngestion" },
    quantity: ({ data, management }, { inputs: { eventKilobytes, logKilobytes } }) =>
      ((data + management) * eventKilobytes + INVOCATIONS * logKilobytes) / KILOBYTES_A_GIGABYTE,
  },
];

export interface IncidentCharge extends Pick<Row, "what" | "price"> {
  readonly quantity: number;
  readonly usd: number;
}

export interface Incident {
  readonly name: IncidentName;
  readonly calls: number;
  readonly charges: readonly IncidentCharge[];
}

/** One incident of each kind at the workload's home, as the first of the month. */
export const incidentsAt = (seat: Seat): readonly Incident[] =>
  (Object.keys(INCIDENTS) as IncidentName[]).map((name) => {
    const calls = Object.entries<number>(INCIDENTS[name]);
    const tally = tallyOf(calls);
    const charges = ROWS.map(({ what, price, quantity: of }) => {
      const quantity = of(tally, seat);
      return { what, price, quantity, usd: usdOf(PRICES[price], quantity) };
    });
    return { name, calls: calls.reduce((sum, [, times]) => sum + times, 0), charges };
  });

function tallyOf(calls: readonly (readonly [call: string, times: number])[]): Tally {
  const sum = (of: (billed: Billed) => number) =>
    calls.reduce((total, [call, times]) => total + times * of(billedOf(call)), 0);
  return {
    used: (price) => sum(({ uses }) => uses[price] ?? 0),
    data: sum(({ recorded }) => (recorded === "data" ? 1 : 0)),
    management: sum(({ recorded }) => (recorded === "management" ? 1 : 0)),
    changes: sum(({ changes = 0 }) => changes),
  };
}

function billedOf(call: string): Billed {
  const [, command = call] = call.split(":");
  const billed = CALLS[command];
  if (!billed) throw new Error(`nobody has said what a call of ${call} costs`);
  return billed;
}
