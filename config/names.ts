import { SEVERITIES, type Severity } from "./findings-schema";
import type { WardenConfig, Workload } from "./schema";

/**
 * Every name and ARN that one stack needs to know of another, computed from the configuration:
 * no stack reads another's state, and each can be planned alone.
 */

/** Role names the product promises (seeds: FileUploaderRole, SecurityMonitoringRole). */
export const FILE_UPLOADER_ROLE = "FileUploaderRole";
export const SECURITY_MONITORING_ROLE = "SecurityMonitoringRole";

export const AUDIT_STACK = "audit";
/** In the management account: who may administer what for the organization. */
export const ORGANIZATION_STACK = "organization";
/** In the audit account, once it is the delegated administrator. */
export const AUDIT_ORGANIZATION_STACK = "audit-organization";
export const workloadStack = (workload: Pick<Workload, "name">): string =>
  `workload-${workload.name}`;

/** `aws`, `aws-cn` or `aws-us-gov`: the second field of every ARN. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** `arn({ service: "sns", ... }, "alerts")` = `arn:aws:sns:us-east-1:111111111111:alerts`. */
export const arn = (
  service: string,
  { partition, region, accountId }: Place,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;

/** IAM and S3 ARNs name no region; S3's name no account either. */
export const iamArn = ({ partition, accountId }: Place, resource: string): string =>
  `arn:${partition}:iam::${accountId}:${resource}`;
export const bucketArn = ({ partition }: Place, bucket: string): string =>
  `arn:${partition}:s3:::${bucket}`;

/** The role of each account that plans and changes nothing: examples/bootstrap/account makes it. */
export const PLAN_ROLE = "BucketWardenPlan";

/** What is named alike in every account, and in each of its regions. */
export type AccountNames = ReturnType<typeof accountNames>;
export function accountNames(config: WardenConfig, accountId: string, region = config.homeRegion) {
  const { prefix } = config;
  const place = { partition: partitionOf(region), region, accountId };
  return {
    prefix,
    place,
    deploymentRoleArn: iamArn(place, `role/${config.deploymentRole}`),
    rootArn: iamArn(place, "root"),
    trail: prefix,
    trailArn: arn("cloudtrail", place, `trail/${prefix}`),
    trailLogGroup: `/aws/cloudtrail/${prefix}`,
    trailLogsRole: `${prefix}-trail-logs`,
    /** Events that a rule couldn't deliver. */
    deadLetterQueue: `${prefix}-dead-letters`,
    forwarderRole: `${prefix}-forwarder`,
    forwarderRoleArn: iamArn(place, `role/${prefix}-forwarder`),
    configRoleArn: linkedRoleArn(place, "config", "AWSServiceRoleForConfig"),
    macieRoleArn: linkedRoleArn(place, "macie", "AWSServiceRoleForAmazonMacie"),
  };
}

export const linkedRoleArn = (place: Place, service: string, role: string): string =>
  iamArn(place, `role/aws-service-role/${service}.amazonaws.com/${role}`);

export type AuditNames = ReturnType<typeof auditNames>;
export function auditNames(config: WardenConfig) {
  const { prefix, auditAccount } = config;
  const names = accountNames(config, auditAccount.id);
  const { place } = names;
  const bucket = (purpose: string) => `${prefix}-${purpose}-${auditAccount.id}`;
  return {
    ...names,
    /** Encrypts trail and configuration logs. */
    logsKeyAlias: `alias/${prefix}-logs`,
    logsKeyAliasArn: arn("kms", place, `alias/${prefix}-logs`),
    /** Encrypts the alerts topic. */
    alertsKeyAlias: `alias/${prefix}-alerts`,
    alertsKeyAliasArn: arn("kms", place, `alias/${prefix}-alerts`),
    trailArchive: bucket("trail"),
    configArchive: bucket("config"),
    accessLogs: bucket("access-logs"),
    /** What Macie's jobs found, object by object. */
    macieResults: bucket("macie"),
    /** What Athena's queries found. */
    queryResults: bucket("queries"),
    athenaWorkgroup: prefix,
    glueDatabase: prefix.replaceAll("-", "_"),
    organizationTrail: `${prefix}-organization`,
    alertsTopic: `${prefix}-alerts`,
    alertsTopicArn: arn("sns", place, `${prefix}-alerts`),
    alertTopics: alertTopics(config, place),
    /** Where the doctor's canaries come back. */
    canaryQueue: `${prefix}-canary`,
    bus: `${prefix}-security`,
    busArn: arn("events", place, `event-bus/${prefix}-security`),
    configAggregator: prefix,
  };
}

/** Where alerts of each severity are published; with one topic for all, each is the same. */
export type AlertTopics = Readonly<
  Record<Severity, { readonly name: string; readonly arn: string }>
>;

function alertTopics({ prefix, auditAccount }: WardenConfig, place: Place): AlertTopics {
  const isOne = auditAccount.topics === "one";
  const topics = SEVERITIES.map((severity) => {
    const name = `${prefix}-alerts${isOne ? "" : `-${severity.toLowerCase()}`}`;
    return [severity, { name, arn: arn("sns", place, name) }] as const;
  });
  return Object.fromEntries(topics) as AlertTopics;
}

type HasTopics = Pick<AuditNames, "alertTopics">;

/** Every topic there is: one or four. */
export const alertTopicArns = ({ alertTopics }: HasTopics): string[] => [
  ...new Set(Object.values(alertTopics).map((topic) => topic.arn)),
];
export const alertTopicNames = ({ alertTopics }: HasTopics): string[] => [
  ...new Set(Object.values(alertTopics).map((topic) => topic.name)),
];

export type WorkloadNames = ReturnType<typeof workloadNames>;
export function workloadNames(
  config: WardenConfig,
  { accountId, bucketName }: Pick<Workload, "accountId" | "bucketName">,
) {
  const { prefix } = config;
  const names = accountNames(config, accountId);
  const { place } = names;
  return {
    ...names,
    bucket: bucketName,
    bucketArn: bucketArn(place, bucketName),
    accessLogs: `${prefix}-access-logs-${accountId}`,
    keyAlias: `alias/${prefix}`,
    ledgerTable: `${prefix}-ledger`,
    ledgerTableArn: arn("dynamodb", place, `table/${prefix}-ledger`),
    responder: `${prefix}-responder`,
    responderArn: arn("lambda", place, `function:${prefix}-responder`),
    responderLogGroup: `/aws/lambda/${prefix}-responder`,
    responderRole: `${prefix}-responder`,
    responderRoleArn: iamArn(place, `role/${prefix}-responder`),
    quarantinePolicy: `${prefix}-quarantine`,
    quarantinePolicyArn: iamArn(place, `policy/${prefix}-quarantine`),
    sweepRule: `${prefix}-sweep`,
    /** By this role GuardDuty scans new objects. */
    malwareScannerRole: `${prefix}-malware-scanner`,
    /** Invocations of the responder that failed for good. */
    failuresQueue: `${prefix}-responder-failures`,
  };
}

/**
 * `aws:PrincipalArn` of everybody whom no denylist entry ever hits. A break-glass session of a role
 * isn't among them: the ARN of its role stands for all of the role's sessions.
 */
export const sparedArns = (
  { responderRoleArn, deploymentRoleArn }: WorkloadNames,
  { breakGlass }: Pick<Workload, "breakGlass">,
): string[] => [
  responderRoleArn,
  deploymentRoleArn,
  ...breakGlass.filter((arn) => !arn.includes(":assumed-role/")),
];
