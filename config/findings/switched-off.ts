import {
  AUDIT,
  BOTH,
  every,
  home,
  named,
  namedOneOf,
  ours,
  type Part,
  watched,
  WORKLOAD,
} from "./own-part";

const LEAVING = ["DisassociateFromAdministratorAccount", "DisassociateFromMasterAccount"];
const DROPPING = ["DeleteMembers", "DisassociateMembers"];

/** What watches was switched off. Names from each service's guide, "logging calls with CloudTrail". */
export const SERVICES_OFF: readonly Part[] = [
  {
    ...home(BOTH),
    service: "cloudtrail",
    calls: ["StopLogging", "DeleteTrail"],
    on: ({ trails }) => ({ name: namedOneOf(trails) }),
  },
  {
    ...watched(BOTH),
    service: "guardduty",
    calls: ["DeleteDetector", "StopMonitoringMembers", ...LEAVING, ...DROPPING],
  },
  {
    ...watched(BOTH),
    service: "config",
    calls: ["StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"],
  },
  {
    ...watched(BOTH),
    service: "securityhub",
    calls: [
      "DisableSecurityHub",
      "BatchDisableStandards",
      "DeleteFindingAggregator",
      ...LEAVING,
      ...DROPPING,
    ],
  },
  {
    ...home(BOTH),
    service: "macie2",
    calls: ["DisableMacie", "DisassociateMember", "DeleteMember", ...LEAVING],
  },
  {
    ...home(BOTH),
    service: "macie2",
    calls: ["UpdateMacieSession"],
    on: () => ({ status: ["PAUSED"] }),
  },
];

/** A part of our own was deleted or put out of action. */
export const PARTS_OFF: readonly Part[] = [
  {
    ...every(BOTH),
    service: "events",
    calls: ["DisableRule", "DeleteRule"],
    on: (names) => ({ name: ours(names) }),
  },
  {
    ...every(BOTH),
    service: "events",
    calls: ["RemoveTargets"],
    on: (names) => ({ rule: ours(names) }),
  },
  {
    ...home(AUDIT),
    service: "events",
    calls: ["DeleteEventBus"],
    on: ({ bus }) => ({ name: named(bus, "/") }),
  },
  {
    ...every(BOTH),
    service: "monitoring",
    calls: ["DeleteAlarms", "DisableAlarmActions"],
    on: (names) => ({ alarmNames: ours(names) }),
  },
  {
    ...every(BOTH),
    service: "sqs",
    calls: ["DeleteQueue", "PurgeQueue"],
    on: ({ queues }) => ({ queueUrl: queues.map((queue) => ({ suffix: `/${queue}` })) }),
  },
  {
    ...home(WORKLOAD),
    service: "lambda",
    calls: ["DeleteFunction20150331", "RemovePermission20150331v2"],
    on: ({ responder }) => ({ functionName: named(responder, ":") }),
  },
  {
    ...home(WORKLOAD),
    service: "lambda",
    calls: ["PutFunctionConcurrency20171031"],
    on: ({ responder }) => ({
      functionName: named(responder, ":"),
      reservedConcurrentExecutions: [0],
    }),
  },
  {
    ...home(AUDIT),
    service: "sns",
    calls: ["DeleteTopic"],
    on: ({ topicArn }) => ({ topicArn: [{ prefix: topicArn }] }),
  },
  {
    ...home(AUDIT),
    service: "sns",
    calls: ["Unsubscribe"],
    on: ({ topicArn }) => ({ subscriptionArn: [{ prefix: topicArn }] }),
  },
];

/** What holds objects, evidence and the ledger was deleted, or left unprotected. */
export const STORES_OFF: readonly Part[] = [
  {
    ...home(BOTH),
    service: "logs",
    calls: ["DeleteLogGroup"],
    on: ({ logGroups }) => ({ logGroupName: logGroups }),
  },
  {
    ...home(BOTH),
    service: "s3",
    calls: [
      "DeleteBucket",
      "DeleteBucketPolicy",
      "DeleteBucketEncryption",
      "DeleteBucketOwnershipControls",
      "DeleteBucketPublicAccessBlock",
      "DeleteBucketLifecycle",
    ],
    on: ({ buckets }) => ({ bucketName: buckets }),
  },
  {
    ...home(BOTH),
    service: "s3",
    calls: ["PutBucketVersioning"],
    on: ({ buckets }) => ({
      bucketName: buckets,
      VersioningConfiguration: { Status: ["Suspended"] },
    }),
  },
  {
    // A key's id is made by AWS, so any key of the account is meant.
    ...home(BOTH),
    service: "kms",
    calls: ["ScheduleKeyDeletion", "DisableKey"],
  },
  {
    ...home(WORKLOAD),
    service: "dynamodb",
    calls: ["DeleteTable"],
    on: ({ table }) => ({ tableName: named(table, "/") }),
  },
];
