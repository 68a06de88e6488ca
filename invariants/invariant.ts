/** What came of one rule at one place. */
export interface InvariantVerdict {
  /** The rule's lasting name, which is its file's: `no-star-action`. */
  readonly rule: string;
  /** `audit aws_s3_bucket.X`, or a stack's name where nothing in it is of the rule's kind. */
  readonly where: string;
  readonly verdict: "compliant" | "violating" | "not-applicable" | "suppressed";
  /** What is wrong, or why it is let pass. */
  readonly because?: string;
}
