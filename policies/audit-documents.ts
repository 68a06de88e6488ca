import {
  arn,
  type AuditNames,
  auditNames,
  bucketArn,
  iamArn,
  PLAN_ROLE,
  workloadNames,
} from "../config/names";
import { organizationNames, type OrganizationNames } from "../config/organization-names";
import type { WardenConfig } from "../config/schema";
import { configArchivePolicy } from "./buckets";
import { type Statement } from "./document";
import {
  accountManagesKey,
  configUsesKey,
  deploymentsFindKey,
  logGroupArn,
  logGroupsUseKey,
  publishersUseKey,
} from "./keys";
import { macieResultsPolicy, macieUsesKey } from "./macie-results";
import { callersIn, type Members } from "./members";
import { alertsTopicPolicy, securityBusPolicy } from "./messaging";
import { trailArchivePolicy, type TrailSources, trailsUseKey } from "./trails";

/**
 * The audit account's resource policies. In invitation mode they name every workload account, so
 * they grow with the configuration: plain data, so that their size can be judged before anything
 * is built. In organization mode they name the organization.
 */
export function auditDocuments(config: WardenConfig) {
  const audit = auditNames(config);
  const { place } = audit;
  const who = whoComes(config, audit);
  const everywhere = (role: string) => iamArn({ ...place, accountId: "*" }, `role/${role}`);
  const findsKey = deploymentsFindKey(
    who.workloads,
    [config.deploymentRole, PLAN_ROLE].map(everywhere),
  );
  const publishers = {
    workloads: who.workloads,
    responderRoleArn: everywhere(`${config.prefix}-responder`),
  };
  const manages = accountManagesKey(audit.rootArn);

  return {
    trailArchive: trailArchivePolicy(bucketArn(place, audit.trailArchive), who.trails),
    configArchive: configArchivePolicy(bucketArn(place, audit.configArchive), who.members),
    macieResults: macieResultsPolicy(bucketArn(place, audit.macieResults), who.macie),
    logsKey: [
      manages,
      ...trailsUseKey(who.trails),
      configUsesKey(who.members),
      macieUsesKey(who.macie),
      logGroupsUseKey(place, [logGroupArn(place, audit.trailLogGroup)]),
      findsKey,
    ],
    alertsKey: [manages, ...publishersUseKey({ place, ...publishers }), findsKey],
    alertsTopic: alertsTopicPolicy({
      // The longest name there may be; the other topics have the same policy.
      topicArn: audit.alertTopics.CRITICAL.arn,
      auditAccountId: place.accountId,
      ...publishers,
    }),
    securityBus: securityBusPolicy({
      busArn: audit.busArn,
      accounts: callersIn(place, who.members),
      forwarderRoleArn: everywhere(`${config.prefix}-forwarder`),
    }),
  } satisfies Record<string, Statement[]>;
}

export type AuditDocuments = ReturnType<typeof auditDocuments>;

/** Who comes to the audit account from outside, and as what. */
const whoComes = (config: WardenConfig, audit: AuditNames) => {
  const organization = organizationNames(config);
  return organization ? fromOrganization(audit, organization) : fromAccounts(config, audit);
};

function fromAccounts(config: WardenConfig, audit: AuditNames) {
  const workloads = config.workloads.map((workload) => workloadNames(config, workload));
  const all = [audit, ...workloads];
  const idsOf = (names: readonly Pick<AuditNames, "place">[]) =>
    names.map(({ place }) => place.accountId);
  const trails: TrailSources = {
    who: "Trails",
    arns: all.map(({ trailArn }) => trailArn),
    folders: idsOf(all),
  };
  return {
    members: { accountIds: idsOf(all) } satisfies Members,
    workloads: callersIn(audit.place, { accountIds: idsOf(workloads) }),
    trails: [trails],
    macie: { place: audit.place, accountIds: idsOf(workloads) },
  };
}

/**
 * The organization's own trail, and the members' trails of data events. Macie's jobs all run in the
 * audit account, its administrator.
 */
function fromOrganization({ place, trail }: AuditNames, organization: OrganizationNames) {
  const { id, managementAccountId, trailArn } = organization;
  const members: Members = { organizationId: id };
  const trails: TrailSources[] = [
    { who: "OrganizationTrail", arns: [trailArn], folders: [managementAccountId, id] },
    {
      who: "MemberTrails",
      arns: [arn("cloudtrail", { ...place, accountId: "*" }, `trail/${trail}`)],
      organizationId: id,
      folders: ["*"],
    },
  ];
  return {
    members,
    workloads: callersIn(place, members),
    trails,
    macie: { place, accountIds: [place.accountId] },
  };
}
