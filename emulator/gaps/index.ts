import { type Organization } from "../organization";
import { Administrators } from "./administrators";
import { athenaGaps } from "./athena";
import { bucketGaps, type Buckets } from "./buckets";
import { cloudtrailGaps } from "./cloudtrail";
import { configAggregatorGaps } from "./config-aggregators";
import { configurationRecorderGaps } from "./configuration-recorders";
import { deliveryChannelGaps } from "./delivery-channels";
import { withDetectorTags } from "./detector-tags";
import { dynamodbGaps } from "./dynamodb";
import { type Gap } from "./gap";
import { detectorGaps } from "./guardduty";
import { malwareProtectionGaps } from "./guardduty-malware";
import { GUARDDUTY, guarddutyOrganizationGaps } from "./guardduty-organization";
import { lambdaGaps } from "./lambda";
import { linkedRoleGaps } from "./linked-roles";
import { macieGaps } from "./macie";
import { MACIE, macieOrganizationGaps } from "./macie-organization";
import { MacieSessions, macieSessionGaps } from "./macie-sessions";
import { mailSubscriptionGaps } from "./mail-subscriptions";
import { notificationGaps } from "./notifications";
import { objectGaps } from "./objects";
import { organizationPolicyGaps } from "./organization-policies";
import { organizationsGaps } from "./organizations";
import { securityHubGaps } from "./security-hub";
import { aggregatorGaps, Aggregators } from "./security-hub-aggregators";
import { securityHubMemberGaps } from "./security-hub-members";
import { HubOrganization, hubOrganizationGaps, SECURITY_HUB } from "./security-hub-organization";
import { hubPolicyGaps } from "./security-hub-policies";

export { type Buckets } from "./buckets";
export { type Call, type Gap, matchRoute } from "./gap";

/**
 * All gaps of moto that the stacks meet, with fresh state.
 * @param organization whose accounts these are; without it each account stands alone
 */
export function allGaps(organization?: Organization): {
  readonly gaps: readonly Gap[];
  readonly buckets: Buckets;
} {
  const { gaps, buckets } = bucketGaps();
  return {
    gaps: [
      ...gaps,
      ...athenaGaps(),
      ...cloudtrailGaps(organization),
      ...configAggregatorGaps(organization),
      ...configurationRecorderGaps(),
      ...deliveryChannelGaps(),
      ...dynamodbGaps(),
      ...guarddutyGaps(organization),
      ...lambdaGaps(),
      ...linkedRoleGaps(),
      ...allMacieGaps(organization),
      ...mailSubscriptionGaps(),
      ...notificationGaps(),
      ...objectGaps(),
      ...(organization === undefined ? [] : ofOrganization(organization)),
      ...allSecurityHubGaps(organization),
    ],
    buckets,
  };
}

const ofOrganization = (organization: Organization): readonly Gap[] => [
  ...organizationsGaps(organization),
  ...organizationPolicyGaps(organization),
];

function guarddutyGaps(organization: Organization | undefined): readonly Gap[] {
  const administrators = new Administrators(organization, GUARDDUTY);
  return withDetectorTags([
    ...guarddutyOrganizationGaps(administrators),
    ...malwareProtectionGaps(),
    ...detectorGaps(administrators),
  ]);
}

function allMacieGaps(organization: Organization | undefined): readonly Gap[] {
  const administrators = new Administrators(organization, MACIE);
  const sessions = new MacieSessions();
  return [
    ...macieSessionGaps(sessions, administrators),
    ...macieOrganizationGaps(sessions, administrators),
    ...macieGaps(sessions),
  ];
}

function allSecurityHubGaps(organization: Organization | undefined): readonly Gap[] {
  const administrators = new Administrators(organization, SECURITY_HUB);
  const hubs = new HubOrganization(administrators);
  const aggregators = new Aggregators();
  return [
    ...securityHubGaps(administrators),
    ...aggregatorGaps(aggregators, hubs),
    ...hubOrganizationGaps(hubs, (call) => aggregators.of(call).size > 0),
    ...hubPolicyGaps(hubs),
    ...securityHubMemberGaps(administrators),
  ];
}
