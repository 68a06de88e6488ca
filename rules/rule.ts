import { type StackJson } from "../stacks/read-stack";

/** All stacks of one configuration. */
export type Estate = readonly StackJson[];

/** One resource or account that a rule bears on. */
export interface Judged {
  /** `audit aws_s3_bucket.AccessLogs_…`, or a stack's name where the rule is about the account. */
  readonly where: string;
  /** What is missing; absent where the rule is kept. */
  readonly fault?: string;
  /** The rule itself failed: no exception counts. */
  readonly failed?: true;
}

export type Judge = (estate: Estate) => readonly Judged[];

export interface Exception {
  readonly of: RegExp;
  readonly why: string;
  /** Where the same reason stands beside the resource. */
  readonly file: string;
  /** By what the comment there names the rule. @default its id */
  readonly named?: string;
}

interface Named {
  /** The control of Security Hub; a recommendation of CIS or a scanner's check where it has none. */
  readonly id: string;
  /** Numbers of the CIS AWS Foundations Benchmark. */
  readonly cis3?: string;
  readonly cis5?: string;
  /** Other names of the same thing. */
  readonly also?: string;
  readonly asks: string;
}

/** A rule that the stacks keep, but for its exceptions. */
export interface KeptRule extends Named {
  readonly how: string;
  readonly judge: Judge;
  readonly exceptions?: readonly Exception[];
}

/** A rule about something that the stacks don't have. */
export interface IdleRule extends Named {
  readonly notApplicable: string;
  /** Resource types that no stack has: with one of them the rule would apply. */
  readonly without: readonly string[];
}

export type Rule = KeptRule | IdleRule;

export type Verdict = "compliant" | "exception" | "violating";

export interface Judgement extends Judged {
  readonly verdict: Verdict;
  readonly exception?: Exception;
}

export const isKept = (rule: Rule): rule is KeptRule => "judge" in rule;

export function judgements(rule: Rule, estate: Estate): readonly Judgement[] {
  if (!isKept(rule)) return present(rule, estate);
  return judgedBy(rule, estate).map((judged) => {
    if (judged.fault === undefined) return { ...judged, verdict: "compliant" };
    const exception = judged.failed
      ? undefined
      : rule.exceptions?.find(({ of }) => of.test(judged.where));
    return exception
      ? { ...judged, verdict: "exception", exception }
      : { ...judged, verdict: "violating" };
  });
}

/** A rule that fails has let nothing pass: every stack violates it. */
function judgedBy({ judge }: KeptRule, estate: Estate): readonly Judged[] {
  try {
    return judge(estate);
  } catch (error) {
    const fault = `the rule itself failed: ${(error as Error).message}`;
    return estate.map(({ name }) => ({ where: name, fault, failed: true }));
  }
}

/** What shouldn't be there for the rule not to apply. */
const present = ({ without }: IdleRule, estate: Estate): readonly Judgement[] =>
  estate.flatMap(({ name, json }) =>
    without
      .filter((type) => json.resource?.[type])
      .map((type) => ({
        where: `${name} ${type}`,
        fault: "the rule applies after all",
        verdict: "violating" as const,
      })),
  );
