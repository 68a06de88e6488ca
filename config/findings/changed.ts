import {
  AUDIT,
  BOTH,
  every,
  global,
  home,
  named,
  namedOneOf,
  ours,
  type Part,
  watched,
  WORKLOAD,
} from "./own-part";

/** A quarantine lifted, or a right taken from our roles. `warden release` is told as well. */
export const RIGHTS_OFF: readonly Part[] = [
  {
    ...global(WORKLOAD),
    service: "iam",
    calls: ["DetachUserPolicy", "DetachRolePolicy", "DetachGroupPolicy", "DeletePolicy"],
    on: ({ quarantinePolicyArn }) => ({ policyArn: [quarantinePolicyArn] }),
  },
  {
    ...global(BOTH),
    service: "iam",
    calls: ["DeleteRole", "DeleteRolePolicy"],
    on: ({ roles }) => ({ roleName: roles }),
  },
];

/**
 * Changes that Terraform makes in the ordinary course, and that in other hands narrow what is
 * watched: told unless deployment role or responder made them.
 */
export const NARROWED: readonly Part[] = [
  {
    ...home(BOTH),
    service: "cloudtrail",
    calls: ["UpdateTrail"],
    on: ({ trails }) => ({ name: namedOneOf(trails) }),
  },
  {
    ...home(BOTH),
    service: "cloudtrail",
    calls: ["PutEventSelectors", "PutInsightSelectors"],
    on: ({ trails }) => ({ trailName: namedOneOf(trails) }),
  },
  {
    ...watched(BOTH),
    service: "guardduty",
    calls: ["UpdateDetector", "UpdateMemberDetectors", "CreateFilter", "UpdateFilter"],
  },
  {
    ...watched(BOTH),
    service: "config",
    calls: ["PutConfigurationRecorder", "PutDeliveryChannel"],
  },
  {
    ...home(BOTH),
    service: "macie2",
    calls: ["UpdateClassificationJob"],
  },
  {
    ...global(WORKLOAD),
    service: "iam",
    calls: ["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"],
    on: ({ quarantinePolicyArn }) => ({ policyArn: [quarantinePolicyArn] }),
  },
  {
    ...global(BOTH),
    service: "iam",
    calls: [
      "PutRolePolicy",
      "AttachRolePolicy",
      "PutRolePermissionsBoundary",
      "UpdateAssumeRolePolicy",
    ],
    on: ({ roles }) => ({ roleName: roles }),
  },
  {
    ...global(BOTH),
    service: "iam",
    calls: ["UpdateAssumeRolePolicy"],
    on: ({ trustedRoles }) => ({ roleName: trustedRoles }),
  },
];

/** A part of ours was altered by a hand that isn't ours. */
export const ALTERED: readonly Part[] = [
  {
    ...home(BOTH),
    service: "s3",
    calls: [
      "PutBucketPolicy",
      "PutBucketAcl",
      "PutBucketEncryption",
      "PutBucketLifecycle",
      "PutBucketNotification",
      // The call's name, and the action's: S3's guide doesn't show an event of it.
      "PutBucketObjectLockConfiguration",
      "PutObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPublicAccessBlock",
      "PutBucketReplication",
    ],
    on: ({ buckets }) => ({ bucketName: buckets }),
  },
  {
    ...home(WORKLOAD),
    service: "lambda",
    calls: [
      "UpdateFunctionCode20150331v2",
      "UpdateFunctionConfiguration20150331v2",
      "AddPermission20150331v2",
      // A queue that lets the responder's role read is a way to invoke it, too.
      "CreateEventSourceMapping20150331",
    ],
    on: ({ responder }) => ({
      functionName: [...named(responder, ":"), { wildcard: `*${responder}:*` }],
    }),
  },
  {
    ...home(WORKLOAD),
    service: "dynamodb",
    calls: ["UpdateTable"],
    on: ({ table }) => ({ tableName: named(table, "/") }),
  },
  {
    ...every(BOTH),
    service: "events",
    calls: ["PutRule"],
    on: (names) => ({ name: ours(names) }),
  },
  {
    ...every(BOTH),
    service: "events",
    calls: ["PutTargets"],
    on: (names) => ({ rule: ours(names) }),
  },
  {
    ...home(AUDIT),
    service: "events",
    calls: ["PutPermission", "RemovePermission"],
    on: ({ bus }) => ({ eventBusName: named(bus, "/") }),
  },
  {
    ...home(AUDIT),
    service: "sns",
    calls: ["SetTopicAttributes", "Subscribe"],
    on: ({ topicArn }) => ({ topicArn: [{ prefix: topicArn }] }),
  },
  {
    ...home(AUDIT),
    service: "sns",
    calls: ["SetSubscriptionAttributes"],
    on: ({ topicArn }) => ({ subscriptionArn: [{ prefix: topicArn }] }),
  },
  {
    // Any key of the account, as its id is AWS's; a workload's account has keys of other teams.
    ...home(AUDIT),
    service: "kms",
    calls: ["PutKeyPolicy"],
  },
];
