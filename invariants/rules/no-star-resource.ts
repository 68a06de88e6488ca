import type { Exception, Invariant } from "../invariant";
import { unless } from "../judging";
import { actionsOf, eachGrant, resourcesOf, type Stated } from "../statements";

/**
 * Calls that take no resource (Service Authorization Reference, pages of GuardDuty and Macie):
 * there a star is the only value.
 */
const WITHOUT_RESOURCE: readonly string[] = [
  "guardduty:ListDetectors",
  "macie2:DescribeBuckets",
  "macie2:GetFindings",
  "macie2:GetFindingStatistics",
  "macie2:GetMacieSession",
  "macie2:ListClassificationJobs",
  "macie2:ListFindings",
];

const EXCEPTIONS: readonly Exception<Stated>[] = [
  {
    why: "In a key's policy a star is how AWS names the key itself.",
    fits: ({ at }) => at.type === "aws_kms_key" || at.type === "aws_kms_key_policy",
  },
  {
    why: "These read-only calls take no resource in IAM.",
    fits: ({ statement }) =>
      actionsOf(statement).every((action) => WITHOUT_RESOURCE.includes(action)),
  },
];

/** `*`, or an ARN that ends with `:*`, such as every bucket's; a log group's streams have no other. */
const isEverything = (resource: string): boolean =>
  resource.split(":").at(-1) === "*" && !/^arn:[^:]*:logs:.*:log-group:[^*]/.test(resource);

export const noStarResource: Invariant = {
  id: "no-star-resource",
  title: "Every policy names the resources it is about, where AWS takes any",
  why: "A star gives away what the account will have tomorrow, too.",
  exceptions: EXCEPTIONS,
  judge: eachGrant(({ statement }) => {
    const wide = resourcesOf(statement).filter(isEverything);
    return unless(wide.length === 0, `is about ${wide.join(", ")}`);
  }, EXCEPTIONS),
};
