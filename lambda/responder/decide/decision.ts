/** What is to be done about an upload; made by `decide`, carried out by `respond`. */
export type Decision =
  | {
      readonly action: "ignore";
      readonly verdict: "allowed" | "ignored";
      readonly why: string;
    }
  | {
      readonly action: "alert-only";
      readonly verdict: "protected" | "intruder";
      readonly why: string;
    }
  | Response;

export interface Response {
  readonly action: "respond";
  readonly verdict: "intruder";
  readonly block: BlockPlan;
  readonly quarantine: QuarantinePlan;
  readonly abort: AbortPlan;
}

/** The `aws:userid` patterns for the denylist, or why there are none. */
export type BlockPlan = { readonly userIds: readonly string[] } | { readonly impossible: string };

export type QuarantinePlan =
  | { readonly attachTo: QuarantineTarget }
  | { readonly impossible: string }
  /** The notification didn't say enough; the trail's event will. */
  | { readonly later: string };

export interface QuarantineTarget {
  readonly kind: "user" | "role";
  readonly name: string;
}

/** Whose unfinished multipart uploads to abort. */
export type AbortPlan =
  { readonly initiator: Initiator } | { readonly impossible: string } | { readonly later: string };

/** S3 names who began a multipart upload by ARN. */
export type Initiator =
  | { readonly arn: string }
  /** Every session of a role: `arn:aws:sts::<account>:assumed-role/<role>/`. */
  | { readonly arnPrefix: string };
