import { z } from "zod";
import {
  accountId,
  bucketName,
  days,
  principalArn,
  replicationRole,
  trustedArn,
} from "./aws-rules";
import { existingSchema } from "./existing-schema";
import { RESPONSE_MODES } from "../lambda/responder/settings";

const lockMode = z.enum(["GOVERNANCE", "COMPLIANCE"]).default("GOVERNANCE");

const objectLock = z.strictObject({
  /** GOVERNANCE lets the responder delete an intruder's version; COMPLIANCE lets nobody. */
  mode: lockMode,
  /** Days that a version is kept against deletion. */
  days: days(1, "1 day or more").default(30),
  /** COMPLIANCE can't be taken back, not even by root: say so in these words. */
  acknowledge: z.literal("objects cannot be deleted before the retention ends").optional(),
});

const lifecycle = z.union(
  [
    z.literal("none"),
    z.strictObject({
      /** Parts of uploads that nobody completed are removed. */
      abortIncompleteUploadsAfterDays: days(1, "1 day or more").default(7),
      /** Older versions are removed. @default never */
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
  z.strictObject({
    /** Daily, on a day of the week, or on a day of the month. */
    every: z.literal("day"),
  }),
  z.strictObject({
    every: z.literal("week"),
    /** Which day; the daily job has none. */
    on: z.enum(WEEKDAYS),
  }),
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
  /** One workload an account. */
  accountId,
  /** The account's e-mail address; Security Hub's invitation names it where the organization asks. */
  email: z.email("an e-mail address").optional(),
  /** The production bucket, which is made; unique in all of AWS. */
  bucketName,
  /** Who may upload besides FileUploaderRole. Everybody else is an intruder. */
  allowedUploaders: z.array(principalArn).max(40, "at most 40").default([]),
  /** Who is alerted about, but never blocked. */
  breakGlass: z.array(principalArn).max(10, "at most 10").default([]),
  /** Roles that replicate into the bucket: their writes are allowed. */
  replicationRoles: z.array(replicationRole).max(10, "at most 10").default([]),
  /** Who may assume FileUploaderRole. @default the account itself: its IAM policies decide */
  uploaderTrust: z.array(trustedArn).optional(),
  /** Keeps versions against deletion for a time. */
  objectLock: objectLock.prefault({}),
  /**
   * `policy`: deletion needs a session with MFA (bucket policy). `native`: S3's own MFA delete
   * besides, switched on by root by hand (docs/mfa-delete.md).
   */
  mfaDelete: z.enum(["policy", "native"]).default("policy"),
  /** What S3 removes by itself. */
  lifecycle: lifecycle.prefault({}),
  /** When Macie looks for sensitive data in the bucket. */
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
  /** GuardDuty scans each new object for malware; every gigabyte scanned is charged. */
  malwareProtection: z.boolean().default(false),
  /** What the account had before this module came. */
  existing: existingSchema.prefault({}),
  /**
   * `retiring`: protection against deletion is off, so that the stack can be destroyed for good
   * (docs/retiring.md). `suspended`: AWS has suspended or closed the account; it is skipped.
   */
  state: z.enum(["active", "retiring", "suspended"]).default("active"),
  /** `full` gives SecurityMonitoringRole the AWS managed full-access policies instead of triage. */
  monitoringAccess: z.enum(["triage", "full"]).default("triage"),
});

export type Workload = z.output<typeof workloadSchema>;
