import { type Price, type Seen } from "./price";

const OFFERS: Seen = {
  how: "copy of AWS's price list",
  by: "Infracost's tests",
  on: "2024-07-01",
};
const TRANSCRIPT: Seen = {
  how: "transcript of AWS's page",
  by: "API Evangelist",
  on: "2026-10-07",
};
const PAGE: Seen = { how: "copy of AWS's page", on: "undated" };

const pageOf = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

type Row = Omit<Price, "tiers" | "per" | "pooled"> & Partial<Pick<Price, "per" | "pooled">>;

const flat = (usd: number, row: Row): Price => tiered([{ usd }], row);
const tiered = (tiers: Price["tiers"], row: Row): Price => ({
  ...{ per: 1, pooled: "organization", ...row },
  tiers,
});

const MILLION = 1_000_000;

const CLOUDWATCH = { service: "CloudWatch", page: pageOf("cloudwatch"), seen: OFFERS };
const CLOUDTRAIL = { service: "CloudTrail", page: pageOf("cloudtrail") };
const CONFIG = { service: "Config", page: pageOf("config"), seen: OFFERS };
const DYNAMODB = { service: "DynamoDB", page: pageOf("dynamodb/on-demand") };
const EVENTBRIDGE = { service: "EventBridge", page: pageOf("eventbridge"), seen: OFFERS };
const GUARDDUTY = { service: "GuardDuty", page: pageOf("guardduty"), seen: TRANSCRIPT };
const KMS = { service: "KMS", page: pageOf("kms") };
const LAMBDA = { service: "Lambda", page: pageOf("lambda"), seen: OFFERS };
const MACIE = { service: "Macie", page: pageOf("macie"), seen: TRANSCRIPT };
const S3 = { service: "S3", page: pageOf("s3"), seen: OFFERS };
const SECURITY_HUB = {
  service: "Security Hub",
  page: "https://aws.amazon.com/security-hub/cspm/pricing/",
  pooled: "account and region",
  seen: { how: "third party", by: "AWS GCR security guide", on: "undated" },
} as const;
const SNS = { service: "SNS", page: pageOf("sns"), seen: { ...OFFERS, on: "2024-12-04" } };

/**
 * List prices of us-east-1. Allowances that are free for ever are left out, and so are tiers that
 * no source showed: the sums are rather too high than too low.
 */
export const PRICES = {
  alarm: flat(0.1, { ...CLOUDWATCH, unit: "alarm a month" }),
  dashboard: flat(3, { ...CLOUDWATCH, unit: "dashboard a month" }),
  logIngestion: flat(0.5, { ...CLOUDWATCH, unit: "GB of logs ingested" }),
  logStorage: flat(0.03, { ...CLOUDWATCH, unit: "GB of logs kept a month" }),
  trailDataEvent: flat(0.1, { ...CLOUDTRAIL, unit: "data event", per: 100_000, seen: PAGE }),
  trailManagementCopy: flat(2, {
    ...{ ...CLOUDTRAIL, unit: "management event of a second trail", per: 100_000, seen: PAGE },
  }),
  trailInsight: flat(0.35, {
    ...{ ...CLOUDTRAIL, unit: "event analyzed for insights", per: 100_000, seen: OFFERS },
  }),
  configItem: flat(0.003, { ...CONFIG, unit: "configuration item" }),
  configEvaluation: tiered(
    [{ upTo: 100_000, usd: 0.001 }, { upTo: 500_000, usd: 0.0008 }, { usd: 0.0005 }],
    { ...CONFIG, unit: "rule evaluation", pooled: "account and region" },
  ),
  dynamoRead: flat(0.125, {
    ...{ ...DYNAMODB, unit: "read request unit", per: MILLION },
    seen: { ...OFFERS, on: "2024-11-15" },
  }),
  dynamoWrite: flat(0.625, {
    ...{ ...DYNAMODB, unit: "write request unit", per: MILLION },
    seen: { ...OFFERS, on: "2024-11-15" },
  }),
  busEvent: flat(1, {
    ...{ ...EVENTBRIDGE, unit: "event to another account's bus, or of S3", per: MILLION },
  }),
  guardDutyManagement: flat(4, { ...GUARDDUTY, unit: "management event", per: MILLION }),
  guardDutyData: tiered([{ upTo: 500 * MILLION, usd: 0.8 }, { usd: 0.4 }], {
    ...{ ...GUARDDUTY, unit: "S3 data event", per: MILLION },
  }),
  guardDutyFlow: tiered([{ upTo: 500, usd: 1 }, { upTo: 2_500, usd: 0.5 }, { usd: 0.25 }], {
    ...{ ...GUARDDUTY, unit: "GB of flow and DNS logs" },
  }),
  malwareData: flat(0.09, { ...GUARDDUTY, unit: "GB scanned for malware" }),
  malwareObject: flat(0.215, { ...GUARDDUTY, unit: "object scanned for malware", per: 1_000 }),
  kmsKey: flat(1, { ...KMS, unit: "key a month", seen: PAGE }),
  kmsRequest: flat(0.03, { ...KMS, unit: "request", per: 10_000, seen: OFFERS }),
  lambdaRequest: flat(0.2, { ...LAMBDA, unit: "request", per: MILLION }),
  lambdaArm: flat(0.0000133334, { ...LAMBDA, unit: "GB-second on arm64" }),
  macieBucket: flat(0.1, { ...MACIE, unit: "bucket a month" }),
  macieData: flat(1, { ...MACIE, unit: "GB inspected" }),
  s3Put: flat(0.005, { ...S3, unit: "PUT, COPY, POST or LIST request", per: 1_000 }),
  s3Get: flat(0.0004, { ...S3, unit: "GET or other request", per: 1_000 }),
  s3Standard: flat(0.023, { ...S3, unit: "GB a month, Standard" }),
  s3Glacier: flat(0.0036, { ...S3, unit: "GB a month, Glacier Flexible Retrieval" }),
  s3Transition: flat(0.03, { ...S3, unit: "transition to Glacier", per: 1_000 }),
  securityCheck: tiered(
    [{ upTo: 100_000, usd: 0.001 }, { upTo: 500_000, usd: 0.0008 }, { usd: 0.0005 }],
    { ...SECURITY_HUB, unit: "security check" },
  ),
  securityFinding: tiered([{ upTo: 10_000, usd: 0 }, { usd: 0.00003 }], {
    ...{ ...SECURITY_HUB, unit: "finding ingested" },
  }),
  snsRequest: flat(0.5, { ...SNS, unit: "request", per: MILLION }),
  snsEmail: flat(2, { ...SNS, unit: "e-mail", per: 100_000 }),
  athenaData: flat(5, {
    ...{ service: "Athena", page: pageOf("athena"), unit: "TB scanned" },
    seen: { how: "third party", by: "athena-cost-guard", on: "undated" },
  }),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof PRICES;
