import { accountNames, auditNames, FILE_UPLOADER_ROLE, workloadNames } from "../names";
import { organizationNames } from "../organization-names";
import type { PickUp } from "./source";

/** What of this product an account holds, by the names that calls on it carry. */
export interface OwnNames {
  readonly prefix: string;
  readonly trails: readonly string[];
  readonly logGroups: readonly string[];
  readonly queues: readonly string[];
  readonly roles: readonly string[];
  /** Whose trust says who changes all of this, or who uploads. */
  readonly trustedRoles: readonly string[];
  readonly buckets: readonly string[];
  /** The topics' ARNs begin with it. */
  readonly topicArn: string;
  readonly bus: string;
  readonly responder: string;
  readonly table: string;
  readonly quarantinePolicyArn: string;
  /** By ARN, the roles that change all of this in the ordinary course: deployment and responder. */
  readonly ownHands: readonly string[];
}

export function ownNames({ config, bus, planned }: PickUp): OwnNames {
  const names = accountNames(config, planned.accountId, planned.region);
  const common = {
    prefix: config.prefix,
    trails: [names.trail],
    logGroups: [names.trailLogGroup],
    queues: [names.deadLetterQueue],
    roles: [names.forwarderRole, names.trailLogsRole],
    trustedRoles: [config.deploymentRole],
    ownHands: [names.deploymentRoleArn],
    ...{ topicArn: "", bus: "", responder: "", table: "", quarantinePolicyArn: "" },
  };
  return bus === "audit" ? ofAudit(common, config) : ofWorkload(common, { config, planned });
}

type Common = Omit<OwnNames, "buckets">;

function ofAudit(common: Common, config: PickUp["config"]): OwnNames {
  const names = auditNames(config);
  const organization = organizationNames(config);
  return {
    ...common,
    // The organization's trail covers the audit account, which then has none of its own.
    trails: organization ? [organization.trail] : common.trails,
    buckets: [
      names.trailArchive,
      names.configArchive,
      names.macieResults,
      names.accessLogs,
      names.queryResults,
    ],
    topicArn: names.alertsTopicArn,
    bus: names.bus,
  };
}

function ofWorkload(common: Common, { config, planned }: Omit<PickUp, "bus">): OwnNames {
  const { workload } = planned;
  if (!workload) throw new Error(`${planned.name}: a stack of a workload that has none`);
  const names = workloadNames(config, workload);
  return {
    ...common,
    logGroups: [...common.logGroups, names.responderLogGroup],
    queues: [...common.queues, names.failuresQueue],
    roles: [...common.roles, names.responderRole],
    trustedRoles: [...common.trustedRoles, FILE_UPLOADER_ROLE],
    buckets: [names.bucket, names.accessLogs],
    responder: names.responder,
    table: names.ledgerTable,
    quarantinePolicyArn: names.quarantinePolicyArn,
    ownHands: [...common.ownHands, names.responderRoleArn],
  };
}
