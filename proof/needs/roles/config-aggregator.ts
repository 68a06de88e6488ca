import { type AccountNames, iamArn } from "../../../config/names";
import type { OrganizationNames } from "../../../config/organization-names";
import { type DeclaredRole, trustService } from "../need";

/**
 * AWS Config asks the organization which accounts it has, by a policy of AWS's own; of a source that
 * it would send the guide says nothing (Config guide, set-up-aggregator-cli).
 */
export const configAggregator = (
  { place }: AccountNames,
  { aggregatorRole }: OrganizationNames,
  stack: string,
): DeclaredRole => ({
  name: aggregatorRole,
  arn: iamArn(place, `role/${aggregatorRole}`),
  stack,
  trust: trustService("config.amazonaws.com"),
  needs: [],
  managed: [`arn:${place.partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`],
});
