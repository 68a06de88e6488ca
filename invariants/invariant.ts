import type { Scope } from "../proof/scope";

/** What came of one rule at one place. */
export interface InvariantVerdict {
  /** The rule's lasting name, which is its file's, `no-star-action`; or a standard's, `KMS.4`. */
  readonly rule: string;
  /** `audit aws_s3_bucket.X`, or a stack's name where nothing in it is of the rule's kind. */
  readonly where: string;
  readonly verdict: "compliant" | "violating" | "not-applicable" | "suppressed";
  /** What is wrong, or why it is let pass. */
  readonly because?: string;
  /** Last day (UTC) of what the configuration suppresses. @default for ever */
  readonly until?: string;
}

/** Where a rule isn't kept, on purpose. */
export interface Exception<Subject> {
  readonly why: string;
  readonly fits: (subject: Subject, scope: Scope) => boolean;
}

/** What a rule says of one resource, or of a stack where it is about the whole. */
export interface Judged {
  /** `audit aws_s3_bucket.X`, or `audit`. */
  readonly where: string;
  /** What is wrong; absent where the rule is kept. */
  readonly fault?: string;
  /** Why something wrong is let pass, where nothing else is wrong. */
  readonly excepted?: string;
}

export type Judge = (scope: Scope) => readonly Judged[];

/** Something that the product promises of whatever is deployed. */
export interface Invariant {
  /** Lasting: users suppress by it. The name of its file. */
  readonly id: string;
  /** A sentence that is true of every stack. */
  readonly title: string;
  /** What would happen without it. */
  readonly why: string;
  /** Of the stacks that the scope answers for; those it says nothing of have nothing of its kind. */
  readonly judge: Judge;
  readonly exceptions?: readonly Pick<Exception<never>, "why">[];
}
