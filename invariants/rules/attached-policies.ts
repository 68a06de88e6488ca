import { SECURITY_MONITORING_ROLE } from "../../config/names";
import { organizationNames } from "../../config/organization-names";
import { type Resource, textOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import type { Exception, Invariant } from "../invariant";
import { each, unless } from "../judging";

const ATTACHMENTS = ["role", "user", "group"].map((kind) => `aws_iam_${kind}_policy_attachment`);

/** `service-role/AWSConfigRoleForOrganizations` of AWS's own policies. */
const managedName = (attachment: Resource): string | undefined =>
  /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(textOf(attachment, "policy_arn") ?? "")?.[1];

const FULL_ACCESS: readonly string[] = [
  "AmazonGuardDutyFullAccess_v2",
  "AmazonMacieFullAccess",
  "AmazonS3ReadOnlyAccess",
  "AWSSecurityHubFullAccess",
];

const hasFullAccess = ({ place }: Resource, { config }: Scope): boolean =>
  config.workloads.some(
    ({ accountId, monitoringAccess }) =>
      accountId === place.accountId && monitoringAccess === "full",
  );

const EXCEPTIONS: readonly Exception<Resource>[] = [
  {
    why: 'monitoringAccess is "full": the configuration gives SecurityMonitoringRole these policies of AWS.',
    fits: (attachment, scope) =>
      textOf(attachment, "role") === SECURITY_MONITORING_ROLE &&
      FULL_ACCESS.includes(managedName(attachment) ?? "") &&
      hasFullAccess(attachment, scope),
  },
  {
    why: "AWS Config's guide names this policy for the aggregator's role: it reads the organization.",
    fits: (attachment, { config }) =>
      textOf(attachment, "role") === organizationNames(config)?.aggregatorRole &&
      managedName(attachment) === "service-role/AWSConfigRoleForOrganizations",
  },
];

export const attachedPolicies: Invariant = {
  id: "attached-policies",
  title: "Every policy that is attached stands in the stacks",
  why: "What AWS writes into its own policies changes without a plan, and nothing here can judge it.",
  exceptions: EXCEPTIONS,
  judge: each(
    [...ATTACHMENTS, "aws_iam_policy_attachment"],
    (attachment, { estate }) => {
      const arn = textOf(attachment, "policy_arn") ?? "";
      return unless(estate.byArn("aws_iam_policy", arn) !== undefined, `no stack has ${arn}`);
    },
    EXCEPTIONS,
  ),
};
