import { z } from "zod";

const WHERE_RULE =
  "a stack, or a stack and an address in it: audit aws_s3_bucket.AccessLogs_Bucket_CD784A59";

const suppression = z.strictObject({
  /** `no-star-action`, or a standard's, `S3.9`: docs/invariants.md and docs/rules.md have them all. */
  rule: z.string().min(1, "a rule's id, such as no-star-action or S3.9"),
  /** Where it may be violated; a stack's name alone stands for everything in it. */
  where: z.string().regex(/^[\w-]+( [\w-]+\.[\w.-]+)?$/, WHERE_RULE),
  /** Who will read this in a year wants to know. */
  reason: z.string().min(10, "a reason of 10 characters or more"),
  /** Last day on which it holds (UTC); from then on the rule counts again. @default for ever */
  until: z.iso.date("a date such as 2026-12-31").optional(),
});

/** What `warden prove` lets pass, and why. */
export const proofSchema = z.strictObject({
  /** Rules that may be violated somewhere, each with its reason. */
  suppress: z.array(suppression).max(200, "at most 200").default([]),
});

export type ProofSettings = z.output<typeof proofSchema>;
export type ProofSuppression = ProofSettings["suppress"][number];
