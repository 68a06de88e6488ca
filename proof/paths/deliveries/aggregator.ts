import { iamArn } from "../../../config/names";
import { auditNames } from "../../../config/names";
import { organizationNames, type OrganizationNames } from "../../../config/organization-names";
import { planOf } from "../../plan";
import { mayDo } from "../../hops";
import type { Estate } from "../../model/estate";
import { blocksOf, type Resource, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { PathSource, Scope, WorkloadScope } from "../../scope";
import { settingsOf, theOne } from "../expected";

/** What AWS Config recorded anywhere is seen in the audit account's aggregator. */
export const aggregatorPaths: PathSource = {
  shared: (scope) => {
    const organization = organizationNames(scope.config);
    return organization ? [ofOrganization(scope, organization)] : [];
  },
  // An organization's aggregator asks no account for its leave.
  ofWorkload: (scope) => (scope.config.organization ? [] : byInvitation(scope)),
};

function aggregatorOf({ estate, config }: Scope): Generator<Hop, Resource> {
  const { configAggregator, place } = auditNames(config);
  return theOne(estate, {
    what: `the aggregator ${configAggregator}`,
    type: "aws_config_configuration_aggregator",
    place,
    by: { name: configAggregator },
  });
}

const byInvitation = (scope: WorkloadScope): Path[] =>
  planOf(scope.config)
    .filter(
      ({ workload, scope: watched }) => workload === scope.workload && watched !== "global-events",
    )
    .map(({ accountId, region }) => ({
      family: "deliveries",
      id: `deliveries/config-aggregator/${accountId}/${region}`,
      title: `AWS Config of ${accountId}, ${region}: the audit account's aggregator reads what it recorded`,
      walk: () => aggregates(scope, { accountId, region }),
    }));

/** Both sides: the one collects, and the other lets it. */
function* aggregates(
  scope: WorkloadScope,
  from: { readonly accountId: string; readonly region: string },
): Generator<Hop> {
  const { place } = auditNames(scope.config);
  const aggregator = yield* aggregatorOf(scope);
  yield includes(aggregator, "account_ids", from.accountId);
  yield includes(aggregator, "regions", from.region);
  yield* theOne(scope.estate, {
    what: `leave for ${place.accountId} to aggregate in ${place.region}`,
    type: "aws_config_aggregate_authorization",
    place: from,
    by: { account_id: place.accountId, region: place.region },
  });
}

function includes(aggregator: Resource, list: "account_ids" | "regions", value: string): Hop {
  const argument = `account_aggregation_source.${list}`;
  const what = `${argument} of ${aggregator.address} has ${value}`;
  const sources = blocksOf(aggregator, "account_aggregation_source");
  const isThere = sources.some(
    (source) =>
      ([source[list] ?? []].flat() as unknown[]).includes(value) ||
      (list === "regions" && source.all_regions === true),
  );
  if (isThere) return holds(what, whereOf(aggregator), aggregator);
  const mend = [{ at: aggregator, argument, add: value }];
  return broken(what, "it is not among them", { at: aggregator, mend });
}

const ofOrganization = (scope: Scope, organization: OrganizationNames): Path => ({
  family: "deliveries",
  id: `deliveries/config-aggregator/${organization.id}`,
  title: `AWS Config of ${organization.id}: the audit account's aggregator reads every account and region`,
  walk: () => aggregatesOrganization(scope, organization),
});

async function* aggregatesOrganization(
  scope: Scope,
  organization: OrganizationNames,
): AsyncGenerator<Hop> {
  const { estate } = scope;
  const { place } = auditNames(scope.config);
  const roleArn = iamArn(place, `role/${organization.aggregatorRole}`);
  const aggregator = yield* aggregatorOf(scope);
  yield* settingsOf(aggregator, [
    { argument: "organization_aggregation_source.all_regions", is: true },
    { argument: "organization_aggregation_source.role_arn", is: roleArn },
  ]);
  const who = { service: "config.amazonaws.com" };
  yield mayDo(estate, { who, action: "sts:AssumeRole", resource: roleArn });
  yield* carriesPolicy(estate, scope, organization);
  yield* theOne(estate, {
    what: `the delegation of AWS Config to ${place.accountId}`,
    type: "aws_organizations_delegated_administrator",
    place: { ...place, accountId: organization.managementAccountId },
    by: { account_id: place.accountId, service_principal: "config.amazonaws.com" },
  });
}

/** AWS's own policy, which no stack can show: it lists the organization's accounts (Config guide, set-up-aggregator-cli). */
function* carriesPolicy(
  estate: Estate,
  { config }: Scope,
  { aggregatorRole: role }: OrganizationNames,
): Generator<Hop> {
  const { place } = auditNames(config);
  const name = "service-role/AWSConfigRoleForOrganizations";
  yield* theOne(estate, {
    what: `AWS's policy ${name} on the role ${role}`,
    type: "aws_iam_role_policy_attachment",
    place,
    by: { role, policy_arn: `arn:${place.partition}:iam::aws:policy/${name}` },
  });
}
