import {
  alertTopicArns,
  auditNames,
  FILE_UPLOADER_ROLE,
  type WorkloadNames,
  workloadNames,
} from "../config/names";
import { organizationNames } from "../config/organization-names";
import { byRole, byUser, type Call, callEvent } from "./call";
import { globally, type Place, type SampleFinding, type Scene } from "./place";

const KEY = "0f6b1c7e-3f0e-4f1a-9d52-5f6f5c3d2b1a";
const DETECTOR = { detectorId: "16afba5c5c43e07c9e3e5e2e544e95df" };

/** Calls that switch off a service in the workload's account. */
function onServices(scene: Scene): Call[] {
  const names = workloadNames(scene.config, scene.workload);
  return [
    { service: "cloudtrail", name: "StopLogging", parameters: { name: names.trailArn } },
    { service: "cloudtrail", name: "PutEventSelectors", parameters: { trailName: names.trail } },
    { service: "guardduty", name: "DeleteDetector", parameters: DETECTOR },
    { service: "guardduty", name: "UpdateDetector", parameters: DETECTOR, by: byUser },
    {
      ...{ service: "config", name: "StopConfigurationRecorder", by: byUser },
      parameters: { configurationRecorderName: names.prefix },
    },
    { service: "securityhub", name: "DisableSecurityHub" },
    { service: "macie2", name: "DisableMacie" },
    { service: "macie2", name: "UpdateMacieSession", parameters: { status: "PAUSED" } },
  ];
}

/** Calls that switch off a part of the workload's. */
function onParts(scene: Scene): Call[] {
  const names = workloadNames(scene.config, scene.workload);
  const { bucket: bucketName, responder, ledgerTable: tableName } = names;
  return [
    {
      ...{ service: "events", name: "DisableRule" },
      parameters: { name: `${names.prefix}-uploads` },
    },
    {
      ...{ service: "events", name: "RemoveTargets" },
      parameters: { rule: `${names.prefix}-uploads`, ids: ["responder"] },
    },
    {
      ...{ service: "monitoring", name: "DeleteAlarms" },
      parameters: { alarmNames: ["shop", `${names.prefix}-responder-errors`] },
    },
    {
      ...{ service: "sqs", name: "PurgeQueue" },
      parameters: {
        queueUrl: `https://sqs.us-east-1.amazonaws.com/${names.place.accountId}/${names.failuresQueue}`,
      },
    },
    {
      ...{ service: "logs", name: "DeleteLogGroup" },
      parameters: { logGroupName: names.responderLogGroup },
    },
    { service: "s3", name: "DeleteBucketPolicy", parameters: { bucketName } },
    { service: "s3", name: "DeleteBucketOwnershipControls", parameters: { bucketName } },
    {
      ...{ service: "s3", name: "PutBucketVersioning" },
      parameters: { bucketName, VersioningConfiguration: { Status: "Suspended" } },
    },
    { service: "kms", name: "ScheduleKeyDeletion", parameters: { keyId: KEY } },
    {
      ...{ service: "lambda", name: "DeleteFunction20150331" },
      parameters: { functionName: names.responderArn },
    },
    {
      ...{ service: "lambda", name: "PutFunctionConcurrency20171031" },
      parameters: { functionName: responder, reservedConcurrentExecutions: 0 },
    },
    { service: "dynamodb", name: "DeleteTable", parameters: { tableName } },
  ];
}

/** Calls that switch off a part of the audit account's. */
function atAudit({ config }: Scene): Call[] {
  const names = auditNames(config);
  const [topicArn = ""] = alertTopicArns(names);
  const trail = organizationNames(config)?.trailArn ?? names.trail;
  return [
    { service: "cloudtrail", name: "DeleteTrail", parameters: { name: trail } },
    { service: "guardduty", name: "DisassociateMembers", parameters: DETECTOR },
    { service: "events", name: "DeleteEventBus", parameters: { name: names.bus } },
    { service: "s3", name: "DeleteBucketPolicy", parameters: { bucketName: names.trailArchive } },
    { service: "sns", name: "DeleteTopic", parameters: { topicArn } },
    {
      ...{ service: "sns", name: "Unsubscribe" },
      parameters: { subscriptionArn: `${topicArn}:${KEY}` },
    },
  ];
}

/** Calls on rights, which IAM reports in one region only. */
function onRights(scene: Scene): Call[] {
  const names = workloadNames(scene.config, scene.workload);
  const policyArn = names.quarantinePolicyArn;
  return [
    {
      ...{ service: "iam", name: "DetachUserPolicy" },
      parameters: { userName: "mallory", policyArn },
    },
    {
      ...{ service: "iam", name: "CreatePolicyVersion" },
      parameters: { policyArn, setAsDefault: true },
    },
    {
      ...{ service: "iam", name: "PutRolePolicy" },
      parameters: { roleName: names.responderRole, policyName: "nothing" },
    },
    {
      ...{ service: "iam", name: "DeleteRolePolicy" },
      parameters: { roleName: names.forwarderRole, policyName: "put-findings" },
    },
    trusting(scene.config.deploymentRole),
    trusting(FILE_UPLOADER_ROLE),
  ];
}

const trusting = (roleName: string): Call => ({
  ...{ service: "iam", name: "UpdateAssumeRolePolicy" },
  parameters: { roleName, policyDocument: "{}" },
});

/** The same calls, switching nothing off. */
const harmless = ({ bucket: bucketName, responder }: WorkloadNames): Call[] => [
  {
    ...{ service: "s3", name: "PutBucketVersioning" },
    parameters: { bucketName, VersioningConfiguration: { Status: "Enabled" } },
  },
  {
    ...{ service: "lambda", name: "PutFunctionConcurrency20171031" },
    parameters: { functionName: responder, reservedConcurrentExecutions: 20 },
  },
];

export function tamperingSamples(scene: Scene): SampleFinding[] {
  const { config, workload } = scene;
  const names = workloadNames(config, workload);
  const told = (place: Place, calls: readonly Call[]) =>
    calls.map((call): SampleFinding => ({
      ...{ source: "tampering", severity: "CRITICAL", ...place, arrives: true },
      event: callEvent(place, call),
    }));
  const refused: Call = {
    ...{ service: "cloudtrail", name: "StopLogging", errorCode: "AccessDenied" },
    parameters: { name: names.trail },
  };
  const ordinary: Call = {
    ...{ service: "cloudtrail", name: "PutEventSelectors", by: byRole(config.deploymentRole) },
    parameters: { trailName: names.trail },
  };
  const sample = { source: "tampering", ...scene.atWorkload } as const;
  const global = globally(scene, scene.atWorkload);
  const auditGlobal = globally(scene, scene.atAudit);
  const quietly = [
    trusting("shop"),
    { ...trusting(FILE_UPLOADER_ROLE), by: byRole(config.deploymentRole) },
  ];
  return [
    ...told(scene.atWorkload, [...onServices(scene), ...onParts(scene)]),
    ...told(scene.atAudit, atAudit(scene)),
    ...told(global, onRights(scene)),
    ...told(auditGlobal, [trusting(config.deploymentRole)]),
    { ...sample, severity: "HIGH", event: callEvent(scene.atWorkload, refused), arrives: true },
    ...[ordinary, ...harmless(names)].map((call) => ({
      ...{ ...sample, severity: "CRITICAL" as const, arrives: false },
      event: callEvent(scene.atWorkload, call),
    })),
    ...quietly.map((call): SampleFinding => ({
      ...{ source: "tampering", severity: "CRITICAL", ...global, arrives: false },
      event: callEvent(global, call),
    })),
  ];
}
