import { z } from "zod";
import { accountId, days } from "./aws-rules";
import { existingSchema } from "./existing-schema";
import { SEVERITIES } from "./findings-schema";

const subscription = z.strictObject({
  /** `email-json` carries the whole alert as JSON, `email` as readable text. */
  protocol: z.enum(["email-json", "email", "https", "sqs", "lambda"]),
  /** Of the protocol's form. A reader of e-mail must confirm it once. */
  endpoint: z.string().min(3, "the address, URL or ARN that receives the alerts"),
  /** With topics by severity, the topics subscribed to. @default all of them */
  severities: z.array(z.enum(SEVERITIES)).min(1, "at least one severity").optional(),
});

export const auditAccountSchema = z.strictObject({
  /** An account of its own: it guards no bucket. */
  id: accountId,
  /** The security team. At least one, or nobody is told. */
  subscriptions: z.array(subscription).min(1, "at least one subscription: alerts need a reader"),
  /** `by-severity`: a topic for each, `<prefix>-alerts-high` and so on, instead of one for all. */
  topics: z.enum(["one", "by-severity"]).default("one"),
  /** What the account had before this module came. */
  existing: existingSchema.prefault({}),
  /** Days before logs move to Glacier Flexible Retrieval. */
  archiveAfterDays: days(1, "1 day or more").default(30),
  /** Days the logs are kept, and locked against deletion. */
  logRetentionDays: days(1, "1 day or more").default(365),
});

export type AuditAccount = z.output<typeof auditAccountSchema>;
