/** What a call carries besides, by service as IAM calls it: data for the permissions and keys that come of it. */

/**
 * Who tags while creating needs the tagging permission too, by call or service: where the tags are,
 * its name, and on what where the creating knows no resource.
 */
export const TAGS: Readonly<
  Record<string, readonly [parameter: string, action: string, on?: string]>
> = {
  athena: ["Tags", "TagResource"],
  cloudtrail: ["TagsList", "AddTags"],
  cloudwatch: ["Tags.member.1.Key", "TagResource"],
  config: ["Tags", "TagResource"],
  dynamodb: ["Tags", "TagResource"],
  events: ["Tags", "TagResource"],
  glue: ["Tags", "TagResource"],
  "guardduty:CreateDetector": ["tags", "TagResource", "arn:detector/new"],
  "guardduty:CreateMalwareProtectionPlan": [
    "tags",
    "TagResource",
    "arn:malware-protection-plan/new",
  ],
  "iam:CreatePolicy": ["Tags.member.1.Key", "TagPolicy"],
  "iam:CreateRole": ["Tags.member.1.Key", "TagRole"],
  kms: ["Tags", "TagResource", "arn:key/new"],
  lambda: ["Tags", "TagResource"],
  logs: ["tags", "TagResource"],
  macie2: ["tags", "TagResource"],
  organizations: ["Tags", "TagResource"],
  sns: ["Tags.member.1.Key", "TagResource"],
  sqs: ["tags", "TagQueue"],
};

/** Roles that a call hands to a service: `iam:PassRole`, by the parameter with the role's ARN. */
export const PASSED: Readonly<Record<string, readonly [parameter: string, service: string]>> = {
  "cloudtrail:CreateTrail": ["CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"],
  "cloudtrail:UpdateTrail": ["CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"],
  "config:PutConfigurationAggregator": [
    "OrganizationAggregationSource.RoleArn",
    "config.amazonaws.com",
  ],
  "config:PutConfigurationRecorder": ["ConfigurationRecorder.roleARN", "config.amazonaws.com"],
  "events:PutTargets": ["Targets.0.RoleArn", "events.amazonaws.com"],
  "guardduty:CreateMalwareProtectionPlan": [
    "role",
    "malware-protection-plan.guardduty.amazonaws.com",
  ],
  "guardduty:UpdateMalwareProtectionPlan": [
    "role",
    "malware-protection-plan.guardduty.amazonaws.com",
  ],
  "lambda:CreateFunction": ["Role", "lambda.amazonaws.com"],
  "lambda:UpdateFunctionConfiguration": ["Role", "lambda.amazonaws.com"],
};

/** Condition keys that come from a parameter, by key. */
export const KEYS: Readonly<Record<string, string>> = {
  "iam:AWSServiceName": "AWSServiceName",
  "iam:PolicyARN": "PolicyArn",
  "organizations:ServicePrincipal": "ServicePrincipal",
  "sns:Protocol": "Protocol",
  "sns:Endpoint": "Endpoint",
};
