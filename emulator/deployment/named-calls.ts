import { bus, key, linkedRole, query, queue, rule, subscription, target } from "./looked-up";
import { type ResourceOf } from "./resource-of";

/** Operations, and the resource that each needs its permission on; one in several rows needs it on each. */
export type Row = readonly [on: ResourceOf, operations: string];

const TAGGING = "ListTagsForResource TagResource UntagResource";
// In their ARNs stands the organization's id, which no call tells.
const ORGANIZATION = "arn:aws:organizations::{account}";

/**
 * Calls whose permission has the operation's name, by the service as IAM calls it. Resources are those
 * of the service authorization reference; where the service makes an id up, the name stands for it.
 */
export const namedCalls: Readonly<Record<string, readonly Row[]>> = {
  athena: [
    ["arn:workgroup/{Name}", "CreateWorkGroup"],
    ["arn:workgroup/{WorkGroup}", "GetWorkGroup UpdateWorkGroup DeleteWorkGroup CreateNamedQuery"],
    [query, "GetNamedQuery DeleteNamedQuery"],
    ["{ResourceARN}", TAGGING],
  ],
  cloudtrail: [
    [
      "arn:trail/{Name}",
      "CreateTrail UpdateTrail DeleteTrail GetTrail GetTrailStatus StartLogging StopLogging",
    ],
    [
      "arn:trail/{TrailName}",
      "GetEventSelectors PutEventSelectors GetInsightSelectors PutInsightSelectors",
    ],
    ["{ResourceIdList.0}", "ListTags"],
    ["{ResourceId}", "AddTags RemoveTags"],
    ["*", "DescribeTrails"],
    ["*", "RegisterOrganizationDelegatedAdmin DeregisterOrganizationDelegatedAdmin"],
  ],
  cloudwatch: [
    ["arn:alarm:{AlarmName}", "PutMetricAlarm"],
    ["arn:alarm:{AlarmNames.member.1}", "DeleteAlarms DescribeAlarms"],
    ["arn:aws:cloudwatch::{account}:dashboard/{DashboardName}", "PutDashboard GetDashboard"],
    ["arn:aws:cloudwatch::{account}:dashboard/{DashboardNames.member.1}", "DeleteDashboards"],
    ["{ResourceARN}", TAGGING],
  ],
  config: [
    [
      "arn:aggregation-authorization/{AuthorizedAccountId}/{AuthorizedAwsRegion}",
      "PutAggregationAuthorization DeleteAggregationAuthorization",
    ],
    ["arn:config-rule/{ConfigRule.ConfigRuleName}", "PutConfigRule"],
    ["arn:config-rule/{ConfigRuleName}", "DeleteConfigRule"],
    [
      "arn:config-aggregator/{ConfigurationAggregatorName}",
      "PutConfigurationAggregator DeleteConfigurationAggregator",
    ],
    ["arn:configuration-recorder/{ConfigurationRecorder.name}/id", "PutConfigurationRecorder"],
    [
      "arn:configuration-recorder/{ConfigurationRecorderName}/id",
      "StartConfigurationRecorder StopConfigurationRecorder DeleteConfigurationRecorder",
    ],
    [
      "arn:configuration-recorder/{ConfigurationRecorderNames.0}/id",
      "DescribeConfigurationRecorders DescribeConfigurationRecorderStatus",
    ],
    ["*", "PutDeliveryChannel DeleteDeliveryChannel DescribeDeliveryChannels"],
    ["*", "DescribeAggregationAuthorizations DescribeConfigRules DescribeConfigurationAggregators"],
    ["{ResourceArn}", TAGGING],
  ],
  dynamodb: [
    ["arn:table/{TableName}", "CreateTable UpdateTable DeleteTable DescribeTable"],
    ["arn:table/{TableName}", "DescribeContinuousBackups UpdateContinuousBackups"],
    ["arn:table/{TableName}", "DescribeTimeToLive UpdateTimeToLive"],
    ["{ResourceArn}", "ListTagsOfResource TagResource UntagResource"],
  ],
  events: [
    [bus, "CreateEventBus DeleteEventBus DescribeEventBus UpdateEventBus"],
    [rule("Name"), "PutRule DeleteRule DescribeRule EnableRule DisableRule"],
    [rule("Rule"), "PutTargets RemoveTargets ListTargetsByRule"],
    ["*", "PutPermission RemovePermission"],
    ["{ResourceARN}", TAGGING],
  ],
  glue: [
    ["arn:database/{DatabaseInput.Name}", "CreateDatabase"],
    ["arn:database/{Name}", "GetDatabase UpdateDatabase DeleteDatabase"],
    ["arn:table/{DatabaseName}/{TableInput.Name}", "CreateTable UpdateTable"],
    ["arn:table/{DatabaseName}/{Name}", "GetTable DeleteTable"],
    ["arn:table/{DatabaseName}/{TableName}", "GetPartitionIndexes"],
    ["{ResourceArn}", "GetTags TagResource UntagResource"],
  ],
  iam: [
    ["arn:aws:iam::{account}:role{Path}{RoleName}", "CreateRole"],
    ["arn:aws:iam::{account}:policy/{PolicyName}", "CreatePolicy"],
    [linkedRole, "GetServiceLinkedRoleDeletionStatus"],
    ["{PolicyArn}", "GetPolicy DeletePolicy TagPolicy UntagPolicy"],
    [
      "{PolicyArn}",
      "CreatePolicyVersion GetPolicyVersion ListPolicyVersions DeletePolicyVersion ListEntitiesForPolicy",
    ],
    [
      "arn:aws:iam::{account}:role/aws-service-role/{AWSServiceName}/AWSServiceRole",
      "CreateServiceLinkedRole",
    ],
  ],
  kms: [
    ["*", "CreateKey ListAliases"],
    [key("KeyId"), "DescribeKey ScheduleKeyDeletion EnableKeyRotation GetKeyRotationStatus"],
    [key("KeyId"), "GetKeyPolicy PutKeyPolicy UpdateKeyDescription"],
    [key("KeyId"), "ListResourceTags TagResource UntagResource"],
    ["arn:{AliasName}", "CreateAlias UpdateAlias DeleteAlias"],
    [key("TargetKeyId"), "CreateAlias UpdateAlias"],
    [key("AliasName"), "UpdateAlias DeleteAlias"],
  ],
  logs: [
    ["arn:log-group:{logGroupName}", "CreateLogGroup DeleteLogGroup"],
    ["arn:log-group:{logGroupName}", "PutRetentionPolicy DeleteRetentionPolicy"],
    ["arn:log-group:{logGroupName}", "AssociateKmsKey DisassociateKmsKey"],
    ["*", "DescribeLogGroups"],
    ["{resourceArn}", TAGGING],
  ],
  organizations: [
    ["*", "DescribeOrganization ListAccounts ListRoots"],
    ["*", "EnableAWSServiceAccess ListAWSServiceAccessForOrganization ListDelegatedAdministrators"],
    [
      `${ORGANIZATION}:account/o-x/{AccountId}`,
      "RegisterDelegatedAdministrator DeregisterDelegatedAdministrator DescribeAccount",
    ],
    [`${ORGANIZATION}:policy/o-x/service_control_policy/p-new`, "CreatePolicy"],
    [
      `${ORGANIZATION}:policy/o-x/service_control_policy/{PolicyId}`,
      "DescribePolicy UpdatePolicy DeletePolicy ListTargetsForPolicy AttachPolicy DetachPolicy",
    ],
    [`${ORGANIZATION}:policy/o-x/service_control_policy/{ResourceId}`, TAGGING],
    [target, "AttachPolicy DetachPolicy ListPoliciesForTarget"],
  ],
  sns: [
    ["arn:{Name}", "CreateTopic"],
    ["{TopicArn}", "GetTopicAttributes SetTopicAttributes DeleteTopic Subscribe"],
    ["{TopicArn}", "ListSubscriptionsByTopic"],
    [subscription, "GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe"],
    ["{ResourceArn}", TAGGING],
  ],
  sqs: [
    ["arn:{QueueName}", "CreateQueue GetQueueUrl"],
    [queue, "GetQueueAttributes SetQueueAttributes DeleteQueue"],
    [queue, "ListQueueTags TagQueue UntagQueue"],
  ],
};
