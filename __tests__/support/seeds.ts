import { type Properties, resources, type StackJson } from "./synthesized";

/**
 * Every line of the two requirements the product started from, and the resource that answers it.
 * The synth test finds each row in the JSON; the end-to-end test finds its resource applied.
 */
export interface SeedRow {
  readonly line: string;
  readonly stack: "audit" | "workload";
  readonly type: string;
  /** A JSON subset of the resource's arguments; strings inside policies are matched by `contains`. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly contains?: readonly string[];
}

const workload = (line: string, type: string, rest: Partial<SeedRow> = {}): SeedRow => ({
  line,
  stack: "workload",
  type,
  ...rest,
});
const audit = (line: string, type: string, rest: Partial<SeedRow> = {}): SeedRow => ({
  line,
  stack: "audit",
  type,
  ...rest,
});

export const INCIDENT_RESPONSE: readonly SeedRow[] = [
  workload("responder role", "aws_iam_role", { properties: { name: "acme-responder" } }),
  workload("responder role: exact actions", "aws_iam_role_policy", {
    contains: [
      "s3:DeleteObjectVersion",
      "s3:PutBucketPolicy",
      "sns:Publish",
      "iam:AttachUserPolicy",
    ],
  }),
  workload("Lambda function", "aws_lambda_function", {
    properties: {
      function_name: "acme-responder",
      handler: "index.handler",
      runtime: "nodejs22.x",
    },
  }),
  workload("production bucket", "aws_s3_bucket", { properties: { bucket: "acme-payments" } }),
  workload("event notification, all creations", "aws_s3_bucket_notification", {
    contains: ["s3:ObjectCreated:*"],
  }),
  workload("S3 may invoke the function", "aws_lambda_permission", {
    properties: { principal: "s3.amazonaws.com", source_account: "222222222222" },
  }),
  workload("trail with log file validation", "aws_cloudtrail", {
    properties: { enable_log_file_validation: true },
  }),
  workload("trail to CloudWatch Logs", "aws_cloudtrail", {
    contains: ["cloud_watch_logs_group_arn"],
  }),
  workload("CloudWatch log group", "aws_cloudwatch_log_group", {
    properties: { name: "/aws/cloudtrail/acme" },
  }),
  workload("CloudWatch Logs role", "aws_iam_role", { properties: { name: "acme-trail-logs" } }),
  workload("management events, read and write", "aws_cloudtrail", {
    contains: ['"equals":["Management"]'],
  }),
  workload("data events of the production bucket", "aws_cloudtrail", {
    contains: ['"starts_with":["arn:aws:s3:::acme-payments/"]'],
  }),
  workload("insights events", "aws_cloudtrail", {
    contains: ["ApiCallRateInsight", "ApiErrorRateInsight"],
  }),
  workload("rule on object-level calls of the bucket", "aws_cloudwatch_event_rule", {
    properties: { name: "acme-uploads" },
    contains: ["PutObject", "CopyObject", "CompleteMultipartUpload", "PostObject", "acme-payments"],
  }),
  workload("rule's target is the function", "aws_cloudwatch_event_target", {
    properties: { target_id: "responder" },
  }),
  audit("alerts topic", "aws_sns_topic", { properties: { name: "acme-alerts" } }),
  audit("Email-JSON subscription of the security team", "aws_sns_topic_subscription", {
    properties: { protocol: "email-json", endpoint: "security-team@example.com" },
  }),
];

export const MONITORING: readonly SeedRow[] = [
  workload("SSE-KMS", "aws_s3_bucket_server_side_encryption_configuration", {
    contains: ["aws:kms", '"bucket_key_enabled":true'],
  }),
  workload("immutable: Object Lock", "aws_s3_bucket_object_lock_configuration", {
    properties: { rule: { default_retention: { mode: "GOVERNANCE", days: 30 } } },
  }),
  workload("versioning", "aws_s3_bucket_versioning", {
    properties: { versioning_configuration: { status: "Enabled" } },
  }),
  workload("MFA-protected deletion", "aws_s3_bucket_policy", {
    contains: ["DeletionNeedsMfa", "aws:MultiFactorAuthPresent"],
  }),
  audit("bucket for the logs", "aws_s3_bucket", {
    properties: { bucket: "acme-trail-111111111111" },
  }),
  audit("Glacier Flexible Retrieval after 30 days", "aws_s3_bucket_lifecycle_configuration", {
    properties: { transition_default_minimum_object_size: "varies_by_storage_class" },
    contains: ['"transition":[{"days":30,"storage_class":"GLACIER"}]'],
  }),
  workload("FileUploaderRole", "aws_iam_role", { properties: { name: "FileUploaderRole" } }),
  workload("FileUploaderRole: put, get, list", "aws_iam_role_policy", {
    contains: ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "kms:GenerateDataKey"],
  }),
  workload("SecurityMonitoringRole", "aws_iam_role", {
    properties: { name: "SecurityMonitoringRole" },
  }),
  workload("SecurityMonitoringRole: GuardDuty, Macie, Security Hub, S3", "aws_iam_role_policy", {
    contains: [
      "guardduty:GetFindings",
      "macie2:GetFindings",
      "securityhub:GetFindings",
      "s3:GetBucketPolicy",
    ],
  }),
  audit("multi-region trail", "aws_cloudtrail", { properties: { is_multi_region_trail: true } }),
  workload("GuardDuty", "aws_guardduty_detector", { properties: { enable: true } }),
  workload("GuardDuty S3 protection", "aws_guardduty_detector_feature", {
    properties: { name: "S3_DATA_EVENTS", status: "ENABLED" },
  }),
  workload("Macie", "aws_macie2_account", { properties: { status: "ENABLED" } }),
  workload("Macie's scheduled job on the bucket", "aws_macie2_classification_job", {
    properties: { job_type: "SCHEDULED" },
  }),
  ...["SERVER_SIDE_ENCRYPTION_ENABLED", "PUBLIC_READ_PROHIBITED", "PUBLIC_WRITE_PROHIBITED"].map(
    (rule) =>
      workload(`Config rule ${rule}`, "aws_config_config_rule", {
        properties: { source: { owner: "AWS", source_identifier: `S3_BUCKET_${rule}` } },
      }),
  ),
  workload("Config recorder", "aws_config_configuration_recorder_status", {
    properties: { is_enabled: true },
  }),
  workload("Config delivery channel", "aws_config_delivery_channel", {
    properties: { s3_bucket_name: "acme-config-111111111111" },
  }),
  audit("Config aggregator", "aws_config_configuration_aggregator"),
  workload("Config aggregation authorized", "aws_config_aggregate_authorization"),
  audit("Security Hub", "aws_securityhub_account"),
  audit("Security Hub standards", "aws_securityhub_standards_subscription", {
    contains: ["aws-foundational-security-best-practices"],
  }),
  audit("Security Hub: central view", "aws_securityhub_finding_aggregator"),
  audit("Security Hub: invitation", "aws_securityhub_member", {
    properties: { account_id: "222222222222", invite: true },
  }),
  workload("Security Hub: membership", "aws_securityhub_invite_accepter", {
    properties: { master_id: "111111111111" },
  }),
  ...["config", "guardduty", "macie", "securityhub"].map((service) =>
    workload(`service-linked role of ${service}`, "aws_iam_service_linked_role", {
      properties: { aws_service_name: `${service}.amazonaws.com` },
    }),
  ),
  ...["guardduty", "macie", "config"].map((source) =>
    workload(`${source} findings to the audit account's bus`, "aws_cloudwatch_event_rule", {
      properties: { name: `acme-forward-${source}` },
    }),
  ),
  audit("Security Hub findings to the bus", "aws_cloudwatch_event_rule", {
    properties: { name: "acme-forward-security-hub" },
  }),
  ...["guardduty-high", "macie-high", "config-medium", "security-hub-high"].map((source) =>
    audit(`${source} findings on to the topic`, "aws_cloudwatch_event_rule", {
      properties: { name: `acme-alert-${source}`, event_bus_name: expect.any(String) },
    }),
  ),
  audit("the bus", "aws_cloudwatch_event_bus", { properties: { name: "acme-security" } }),
  audit("the bus lets the workloads in", "aws_cloudwatch_event_bus_policy", {
    contains: ["arn:aws:iam::222222222222:root", "acme-forwarder"],
  }),
];

export const SEED_ROWS = [...INCIDENT_RESPONSE, ...MONITORING];

/** The resources that answer a row: `[address, properties]`. */
export const findSeed = (
  { stack: kind, type, properties = {}, contains = [] }: SeedRow,
  stacks: readonly StackJson[],
): [string, Properties][] =>
  stacks
    .filter((stack) => stack.kind === kind)
    .flatMap((stack) => resources(stack, type))
    .filter(([, found]) => {
      const text = JSON.stringify(found);
      return contains.every((part) => text.includes(part)) && matches(found, properties);
    });

function matches(found: unknown, wanted: Properties): boolean {
  try {
    expect(found).toMatchObject(wanted);
    return true;
  } catch {
    return false;
  }
}
