import {
  conditioned,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const proven = committed("invitation");
const PAYMENTS = "workload-payments";

const role = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_iam_role_policy", "Trail_LogsPolicy", change);
const ofTrail = (argument: string) => setting("aws_cloudtrail", "Trail", argument, undefined);

const TRAIL_LOGS: readonly Spoiling[] = [
  ["the trail names none", PAYMENTS, ofTrail("cloud_watch_logs_group_arn"), "it is not set"],
  ["the trail names no role", PAYMENTS, ofTrail("cloud_watch_logs_role_arn"), "it is not set"],
  [
    "CloudTrail can't become the role",
    PAYMENTS,
    policyOf("aws_iam_role", "Trail_LogsRole", () => [], "assume_role_policy"),
    "cloudtrail.amazonaws.com may not sts:AssumeRole",
  ],
  [
    "the role is for another trail",
    PAYMENTS,
    policyOf(
      "aws_iam_role",
      "Trail_LogsRole",
      (statements) =>
        statements.map((one) => ({
          ...one,
          Condition: {
            StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:1:trail/x" },
          },
        })),
      "assume_role_policy",
    ),
    "cloudtrail.amazonaws.com may not sts:AssumeRole",
  ],
  [
    "the role may write nothing",
    PAYMENTS,
    role(without("WriteTrailLogs")),
    /may not logs:CreateLogStream on .*:log-stream:222222222222_CloudTrail_us-east-1/,
  ],
  [
    "the role may make streams only",
    PAYMENTS,
    role((statements) => statements.map((one) => ({ ...one, Action: "logs:CreateLogStream" }))),
    "may not logs:PutLogEvents",
  ],
  [
    "it is gone",
    PAYMENTS,
    removing("aws_cloudwatch_log_group", "Trail_"),
    "there is the log group",
  ],
];

const key = (change: Parameters<typeof policyOf>[2]) => policyOf("aws_kms_key", "Key", change);
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";
const OTHER = "arn:aws:logs:us-east-1:222222222222:log-group:/aws/cloudtrail/acme-warden";

const GROUPS: readonly Spoiling[] = [
  ["it is gone", PAYMENTS, removing("aws_cloudwatch_log_group", "Response"), "there is the log"],
  [
    "it has no key",
    PAYMENTS,
    setting("aws_cloudwatch_log_group", "Response", "kms_key_id", undefined),
    "kms_key_id of aws_cloudwatch_log_group.Response",
  ],
  ["the key lets nobody in", PAYMENTS, key(without("LogGroupsUseKey")), "may not kms:Decrypt"],
  [
    "the key is for another group",
    PAYMENTS,
    key(conditioned("LogGroupsUseKey", "ArnEquals", CONTEXT, OTHER)),
    "logs.us-east-1.amazonaws.com may not kms:Decrypt",
  ],
  [
    "the key lets another region in",
    PAYMENTS,
    key((statements) =>
      statements.map((one) =>
        one.Sid === "LogGroupsUseKey"
          ? { ...one, Principal: { Service: "logs.eu-west-1.amazonaws.com" } }
          : one,
      ),
    ),
    "logs.us-east-1.amazonaws.com may not kms:Decrypt",
  ],
];

const encryption = (rule: object) =>
  setting("aws_s3_bucket_server_side_encryption_configuration", "AccessLogs", "rule", [rule]);
const UNDER_KMS = { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } };

const ACCESS_LOGS: readonly Spoiling[] = [
  ["nobody asks for them", PAYMENTS, removing("aws_s3_bucket_logging", "Production"), "once, in"],
  [
    "they go elsewhere",
    PAYMENTS,
    setting("aws_s3_bucket_logging", "Production", "target_bucket", "elsewhere"),
    "it is elsewhere",
  ],
  ["their bucket is gone", PAYMENTS, removing("aws_s3_bucket", "AccessLogs"), "there is the buc"],
  [
    "S3 may not write",
    PAYMENTS,
    policyOf("aws_s3_bucket_policy", "AccessLogs", without("AccessLogsDeliver")),
    "logging.s3.amazonaws.com may not s3:PutObject",
  ],
  [
    "S3 may write those of other buckets",
    PAYMENTS,
    policyOf(
      "aws_s3_bucket_policy",
      "AccessLogs",
      conditioned("AccessLogsDeliver", "ArnEquals", "aws:SourceArn", "arn:aws:s3:::elsewhere"),
    ),
    "logging.s3.amazonaws.com may not s3:PutObject",
  ],
  ["their bucket is under a KMS key", PAYMENTS, encryption(UNDER_KMS), "under a KMS key"],
  [
    "their bucket has Object Lock",
    PAYMENTS,
    setting("aws_s3_bucket", "AccessLogs", "object_lock_enabled", true),
    "object_lock_enabled",
  ],
];

export const LOGS: readonly Spoilt[] = [
  {
    title: "a trail doesn't reach its log group",
    proven,
    whose: "payments",
    path: "deliveries/trail/222222222222/acme-warden/log-group",
    rows: TRAIL_LOGS,
  },
  {
    title: "the responder's log group takes no lines",
    proven,
    whose: "payments",
    path: "deliveries/log-group/222222222222/us-east-1/aws/lambda/acme-warden-responder",
    rows: GROUPS,
  },
  {
    title: "access logs don't arrive",
    proven,
    whose: "payments",
    path: "deliveries/access-logs/acme-payments-prod",
    rows: ACCESS_LOGS,
  },
];
