import { auditNames, bucketArn, iamArn, workloadNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import { configArchivePolicy, trailArchivePolicy } from "./buckets";
import { type Statement } from "./document";
import {
  accountManagesKey,
  configUsesKey,
  deploymentsFindKey,
  logGroupArn,
  logGroupsUseKey,
  publishersUseKey,
  trailsUseKey,
} from "./keys";
import { alertsTopicPolicy, securityBusPolicy } from "./messaging";

/**
 * The audit account's resource policies: they name every workload account, so they grow with the
 * configuration. Plain data, so that their size can be judged before anything is built.
 */
export function auditDocuments(config: WardenConfig) {
  const audit = auditNames(config);
  const workloads = config.workloads.map((workload) => workloadNames(config, workload));
  const all = [audit, ...workloads];
  const accountIds = all.map(({ place }) => place.accountId);
  const workloadRootArns = workloads.map(({ rootArn }) => rootArn);
  const everywhere = (role: string) => iamArn({ ...audit.place, accountId: "*" }, `role/${role}`);
  const deploymentRoleArn = everywhere(config.deploymentRole);
  const responderRoleArn = everywhere(`${config.prefix}-responder`);
  const trailBucketArn = bucketArn(audit.place, audit.trailArchive);
  const configBucketArn = bucketArn(audit.place, audit.configArchive);

  return {
    trailArchive: trailArchivePolicy(
      trailBucketArn,
      all.map(({ place, trailArn }) => ({ accountId: place.accountId, trailArn })),
    ),
    configArchive: configArchivePolicy(configBucketArn, accountIds),
    logsKey: [
      accountManagesKey(audit.rootArn),
      ...trailsUseKey(all.map(({ trailArn }) => trailArn)),
      configUsesKey(accountIds),
      logGroupsUseKey(audit.place, [logGroupArn(audit.place, audit.trailLogGroup)]),
      deploymentsFindKey(workloadRootArns, deploymentRoleArn),
    ],
    alertsKey: [
      accountManagesKey(audit.rootArn),
      ...publishersUseKey({ place: audit.place, workloadRootArns, responderRoleArn }),
      deploymentsFindKey(workloadRootArns, deploymentRoleArn),
    ],
    alertsTopic: alertsTopicPolicy({
      topicArn: audit.alertsTopicArn,
      auditAccountId: audit.place.accountId,
      workloadRootArns,
      responderRoleArn,
    }),
    securityBus: securityBusPolicy({
      busArn: audit.busArn,
      rootArns: all.map(({ rootArn }) => rootArn),
      forwarderRoleArn: everywhere(`${config.prefix}-forwarder`),
    }),
  } satisfies Record<string, Statement[]>;
}

export type AuditDocuments = ReturnType<typeof auditDocuments>;
