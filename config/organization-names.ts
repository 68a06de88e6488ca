import { arn, auditNames } from "./names";
import type { Organization } from "./organization-schema";
import type { WardenConfig } from "./schema";

/** An organization's settings, and the names of what only it has. */
export type OrganizationNames = Organization & {
  readonly trail: string;
  readonly trailArn: string;
  /** By this role Config learns which accounts the organization has. */
  readonly aggregatorRole: string;
  /** The service control policy. */
  readonly guardrails: string;
};

/** @returns undefined in invitation mode */
export function organizationNames(config: WardenConfig): OrganizationNames | undefined {
  const { organization } = config;
  if (!organization) return undefined;
  const { place, organizationTrail, prefix } = auditNames(config);
  // The trail is the management account's, whoever makes it (CloudTrail guide, delegated
  // administrators).
  const owner = { ...place, accountId: organization.managementAccountId };
  return {
    ...organization,
    trail: organizationTrail,
    trailArn: arn("cloudtrail", owner, `trail/${organizationTrail}`),
    aggregatorRole: `${prefix}-config-aggregator`,
    guardrails: `${prefix}-guardrails`,
  };
}

/** For the stacks that exist in organization mode only. */
export function inOrganization(config: WardenConfig): OrganizationNames {
  const organization = organizationNames(config);
  if (!organization) throw new Error('this stack is for membership: "organization"');
  return organization;
}
