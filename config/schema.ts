import { z } from "zod";
import {
  accountId,
  bucketName,
  days,
  principalArn,
  region,
  replicationRole,
  roleName,
  trustedArn,
} from "./aws-rules";
import { RESPONSE_MODES } from "../lambda/responder/settings";

const subscription = z.strictObject({
  /** `email-json` carries the whole alert as JSON, `email` as readable text. */
  protocol: z.enum(["email-json", "email", "https", "sqs", "lambda"]),
  endpoint: z.string().min(3, "the address, URL or ARN that receives the alerts"),
});

const auditAccount = z.strictObject({
  id: accountId,
  /** The security team. At least one, or nobody is told. */
  subscriptions: z.array(subscription).min(1, "at least one subscription: alerts need a reader"),
  /** Days before logs move to Glacier Flexible Retrieval. */
  archiveAfterDays: days(1, "1 day or more").default(30),
  /** Days the logs are kept, and locked against deletion. */
  logRetentionDays: days(1, "1 day or more").default(365),
});

const lockMode = z.enum(["GOVERNANCE", "COMPLIANCE"]).default("GOVERNANCE");

const objectLock = z.strictObject({
  /** GOVERNANCE lets the responder delete an intruder's version; COMPLIANCE lets nobody. */
  mode: lockMode,
  days: days(1, "1 day or more").default(30),
  /** COMPLIANCE can't be taken back, not even by root: say so in these words. */
  acknowledge: z.literal("objects cannot be deleted before the retention ends").optional(),
});

const lifecycle = z.union(
  [
    z.literal("none"),
    z.strictObject({
      abortIncompleteUploadsAfterDays: days(1, "1 day or more").default(7),
      expireNoncurrentVersionsAfterDays: days(1, "1 day or more").optional(),
    }),
  ],
  { error: '"none", or { abortIncompleteUploadsAfterDays, expireNoncurrentVersionsAfterDays }' },
);

const WEEKDAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;

const macieSchedule = z.discriminatedUnion("every", [
  z.strictObject({ every: z.literal("day") }),
  z.strictObject({ every: z.literal("week"), on: z.enum(WEEKDAYS) }),
  z.strictObject({
    every: z.literal("month"),
    on: z.int().min(1).max(28, "a day of the month from 1 to 28"),
  }),
]);

const CONCURRENCY_RULE = 'a whole number from 1 to 1000, or "unreserved"';

export const workloadSchema = z.strictObject({
  /** Names the stack, `workload-<name>`, and the account in alerts. */
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}$/,
      "1 to 31 lower-case letters, digits and hyphens, a letter first",
    ),
  accountId,
  /** The account's e-mail address; Security Hub's invitation names it where the organization asks. */
  email: z.email("an e-mail address").optional(),
  bucketName,
  /** Who may upload besides FileUploaderRole. Everybody else is an intruder. */
  allowedUploaders: z.array(principalArn).max(40, "at most 40").default([]),
  /** Who is alerted about, but never blocked. */
  breakGlass: z.array(principalArn).max(10, "at most 10").default([]),
  /** Roles that replicate into the bucket: their writes are allowed. */
  replicationRoles: z.array(replicationRole).max(10, "at most 10").default([]),
  /** Who may assume FileUploaderRole. @default the account itself: its IAM policies decide */
  uploaderTrust: z.array(trustedArn).optional(),
  objectLock: objectLock.prefault({}),
  /**
   * `policy`: deletion needs a session with MFA (bucket policy). `native`: S3's own MFA delete
   * besides, switched on by root by hand (docs/mfa-delete.md).
   */
  mfaDelete: z.enum(["policy", "native"]).default("policy"),
  lifecycle: lifecycle.prefault({}),
  macieSchedule: macieSchedule.default({ every: "day" }),
  /**
   * `respond` removes, blocks and alerts. `prevent` besides refuses all writers but the allowed
   * ones beforehand, in the bucket policy. `observe` alerts and does nothing else.
   */
  responseMode: z.enum(RESPONSE_MODES).default("respond"),
  /** Refused uploads within an episode that make an alert; told again at ten times as many. */
  deniedAttemptsThreshold: z.int().min(1, "1 or more").default(10),
  /**
   * Events the responder handles at a time; the others wait. Reserved for it: AWS keeps 100 of an
   * account's concurrency unreserved, so an account with a quota of 100 or less needs `unreserved`.
   */
  responderConcurrency: z
    .union(
      [z.int().min(1, CONCURRENCY_RULE).max(1_000, CONCURRENCY_RULE), z.literal("unreserved")],
      {
        error: CONCURRENCY_RULE,
      },
    )
    .default(20),
  /** `full` gives SecurityMonitoringRole the AWS managed full-access policies instead of triage. */
  monitoringAccess: z.enum(["triage", "full"]).default("triage"),
});

const backend = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: bucketName,
    region,
    /** Object key prefix; the state of a stack is `<keyPrefix>/<stack>.tfstate`. */
    keyPrefix: z
      .string()
      .regex(/^[\w.-]+(\/[\w.-]+)*$/, "an S3 key prefix without slashes at its ends")
      .default("bucket-warden"),
    /** Role that reads and writes the state. @default the caller's own credentials */
    roleArn: trustedArn.optional(),
    kmsKeyId: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("cloud"),
    organization: z.string().min(1, "the HCP Terraform organization"),
    /** Workspace of a stack; `{stack}` stands for the stack's name. */
    workspace: z
      .string()
      .regex(/^[\w-]*\{stack\}[\w-]*$/, "letters, digits, - and _ around {stack}")
      .default("bucket-warden-{stack}"),
    hostname: z.string().default("app.terraform.io"),
  }),
]);

/** The longest names made from it fit S3 and IAM at 24; a trail's own name takes 3 at least. */
const PREFIX_RULE =
  "3 to 24 lower-case letters, digits and single hyphens, a letter first: it starts every name";

export const wardenSchema = z.strictObject({
  prefix: z
    .string()
    .max(24, PREFIX_RULE)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, PREFIX_RULE)
    .min(3, PREFIX_RULE)
    .default("bucket-warden"),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  homeRegion: region,
  /** `invitation` needs no AWS Organizations. */
  membership: z.literal("invitation", { error: 'only "invitation" so far' }).default("invitation"),
  auditAccount,
  /** Role that Terraform assumes in every account. */
  deploymentRole: roleName.default("BucketWardenDeployment"),
  backend: backend.default({ type: "local" }),
  /** The bindings are made from AWS provider 5.100.0: newer 5.x only at your own test. */
  providerVersion: z
    .string()
    .regex(
      /^(~> |>= |= )?5\.\d+(\.\d+)?$/,
      'a Terraform version constraint on 5.x, such as "~> 5.100"',
    )
    .default("5.100.0"),
  workloads: z.array(workloadSchema).min(1, "at least one workload account"),
});

/** What a user writes: defaults may be left out. */
export type WardenInput = z.input<typeof wardenSchema>;
/** What the stacks are built from: valid, defaults filled in. */
export type WardenConfig = z.output<typeof wardenSchema>;
export type Workload = WardenConfig["workloads"][number];
export type Backend = WardenConfig["backend"];
