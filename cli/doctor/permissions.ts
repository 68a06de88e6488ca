/** What the doctor may be allowed to do and no more: the action in IAM by the SDK's command. */
const LOOKING = {
  DescribeAlarms: "cloudwatch:DescribeAlarms",
  DescribeClassificationJob: "macie2:DescribeClassificationJob",
  DescribeConfigurationRecorderStatus: "config:DescribeConfigurationRecorderStatus",
  DescribeDeliveryChannelStatus: "config:DescribeDeliveryChannelStatus",
  DescribeEventBus: "events:DescribeEventBus",
  DescribeHub: "securityhub:DescribeHub",
  DescribeKey: "kms:DescribeKey",
  DescribeOrganizationConfiguration: [
    "guardduty:DescribeOrganizationConfiguration",
    "macie2:DescribeOrganizationConfiguration",
    "securityhub:DescribeOrganizationConfiguration",
  ],
  DescribeRule: "events:DescribeRule",
  GetBucketEncryption: "s3:GetEncryptionConfiguration",
  GetBucketNotificationConfiguration: "s3:GetBucketNotification",
  GetBucketOwnershipControls: "s3:GetBucketOwnershipControls",
  GetBucketPolicy: "s3:GetBucketPolicy",
  GetBucketVersioning: "s3:GetBucketVersioning",
  GetDetector: "guardduty:GetDetector",
  GetEnabledStandards: "securityhub:GetEnabledStandards",
  GetFunctionConcurrency: "lambda:GetFunctionConcurrency",
  GetFunctionConfiguration: "lambda:GetFunctionConfiguration",
  GetItem: "dynamodb:GetItem",
  GetKeyPolicy: "kms:GetKeyPolicy",
  GetKeyRotationStatus: "kms:GetKeyRotationStatus",
  GetMacieSession: "macie2:GetMacieSession",
  GetMalwareProtectionPlan: "guardduty:GetMalwareProtectionPlan",
  GetMember: "macie2:GetMember",
  GetMembers: "securityhub:GetMembers",
  GetObjectLockConfiguration: "s3:GetBucketObjectLockConfiguration",
  GetPolicy: "lambda:GetPolicy",
  GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
  GetQueueAttributes: "sqs:GetQueueAttributes",
  GetQueueUrl: "sqs:GetQueueUrl",
  GetRole: "iam:GetRole",
  GetSubscriptionAttributes: "sns:GetSubscriptionAttributes",
  GetTopicAttributes: "sns:GetTopicAttributes",
  GetTrail: "cloudtrail:GetTrail",
  GetTrailStatus: "cloudtrail:GetTrailStatus",
  GetUser: "iam:GetUser",
  ListClassificationJobs: "macie2:ListClassificationJobs",
  ListDetectors: "guardduty:ListDetectors",
  ListMalwareProtectionPlans: "guardduty:ListMalwareProtectionPlans",
  ListSubscriptionsByTopic: "sns:ListSubscriptionsByTopic",
  ListTargetsByRule: "events:ListTargetsByRule",
} as const;

/** Besides, with `--canary`. */
const FLYING = {
  DeleteMessage: "sqs:DeleteMessage",
  PutEvents: "events:PutEvents",
  ReceiveMessage: "sqs:ReceiveMessage",
} as const;

/** The caller's own: AWS asks no permission for the first, and the second is how it enters accounts. */
const ENTERING = {
  GetCallerIdentity: undefined,
  AssumeRole: "sts:AssumeRole",
} as const;

/** By what they are for; `looking` and `flying` are of the role in each account. */
export const DOCTOR_CALLS = { looking: LOOKING, flying: FLYING, entering: ENTERING };

type Calls = Readonly<Record<string, string | readonly string[]>>;

const actions = (calls: Calls): readonly string[] => Object.values(calls).flat().sort();

export const LOOKING_ACTIONS = actions(LOOKING);
export const FLYING_ACTIONS = actions(FLYING);
