import type { Organization } from "./organization-schema";

/**
 * Services that must be trusted in the organization before they can be delegated. GuardDuty's
 * malware protection of EC2 disks has a principal of its own, which this module doesn't use.
 */
export const TRUSTED_SERVICES = [
  "cloudtrail.amazonaws.com",
  "config-multiaccountsetup.amazonaws.com",
  "config.amazonaws.com",
  "guardduty.amazonaws.com",
  "macie.amazonaws.com",
  "securityhub.amazonaws.com",
] as const;

export const GUARDRAIL_POLICY_TYPE = "SERVICE_CONTROL_POLICY";

type Managed = Exclude<Organization["trustedAccess"], "by-hand">;

/** Everything that is to be on when the organization itself is managed here. */
export const trustedServices = ({ otherServices }: Managed): string[] =>
  [...new Set([...TRUSTED_SERVICES, ...otherServices])].sort();

export const policyTypes = (
  { policyTypes: others }: Managed,
  { guardrailTargets }: Pick<Organization, "guardrailTargets">,
): string[] =>
  [...new Set([...others, ...(guardrailTargets.length > 0 ? [GUARDRAIL_POLICY_TYPE] : [])])].sort();
