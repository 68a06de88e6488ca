import { changing, edited, inPolicies, without } from "../spoiling";
import {
  ANYWHERE,
  auditOnly,
  ENCRYPTION,
  goneOrTwice,
  type Row,
  rows,
  set,
  setting,
  STRANGER,
} from "./rows";

const keyRows = (rule: string, type: string, argument: string) =>
  rows(rule, ANYWHERE, {
    "no key": setting(type, argument),
    "AWS's own key": edited(
      type,
      `"${argument}":"[^"]*"`,
      `"${argument}":"arn:aws:kms:us-east-1:111111111111:alias/aws/sns"`,
    ),
    "a key of nobody's": without("aws_kms_key"),
  });

const QUEUE = "aws_sqs_queue";
const TOPIC_POLICY = "aws_sns_topic_policy";
const WORKGROUP = "aws_athena_workgroup";
const LOGS_KEY = "aws_kms_key[.]LogsKey_\\w+";
const ALERTS_KEY = "aws_kms_key.AlertsKey_9D05DB5E";

export const ENCRYPTION_ROWS: readonly Row[] = [
  ...rows("key-rotates", ANYWHERE, {
    off: setting("aws_kms_key", "enable_key_rotation", false),
    unsaid: setting("aws_kms_key", "enable_key_rotation"),
  }),
  ...keyRows("topic-encrypted", "aws_sns_topic", "kms_master_key_id"),
  ...rows("queue-encrypted", ANYWHERE, {
    off: setting("aws_sqs_queue", "sqs_managed_sse_enabled", false),
    "by AWS's own key": changing("aws_sqs_queue", (given) => {
      set("sqs_managed_sse_enabled", false)(given);
      set("kms_master_key_id", "alias/aws/sqs")(given);
    }),
  }),
  ...keyRows("log-group-encrypted", "aws_cloudwatch_log_group", "kms_key_id"),
  ...keyRows("trail-encrypted", "aws_cloudtrail", "kms_key_id"),
  ...keyRows("config-delivery-encrypted", "aws_config_delivery_channel", "s3_kms_key_arn"),
  ...rows("macie-results-encrypted", ANYWHERE, {
    "no destination": setting("aws_macie2_classification_export_configuration", "s3_destination"),
    "no key": setting("aws_macie2_classification_export_configuration", "s3_destination", {
      bucket_name: "any",
    }),
    "a key of nobody's": without("aws_kms_key"),
  }),
  ...rows("query-results-encrypted", ANYWHERE, {
    "as clients like": edited(
      WORKGROUP,
      '"enforce_workgroup_configuration":true',
      '"enforce_workgroup_configuration":false',
    ),
    "by S3's own key": edited(WORKGROUP, "SSE_KMS", "SSE_S3"),
    "by a key of nobody's": without("aws_kms_key"),
    "not at all": setting(WORKGROUP, "configuration", { enforce_workgroup_configuration: true }),
  }),
  ...rows("query-results-at-home", ANYWHERE, {
    "in another bucket": edited(WORKGROUP, "/results/", "-other/results/"),
    "in a stranger's bucket": edited(
      WORKGROUP,
      '"expected_bucket_owner":"\\d+"',
      `"expected_bucket_owner":"${STRANGER}"`,
    ),
    "in anybody's bucket": edited(WORKGROUP, '"expected_bucket_owner":"\\d+",', ""),
    "under the alerts' key": edited(WORKGROUP, LOGS_KEY, ALERTS_KEY),
    "by an unnamed client": setting(WORKGROUP, "configuration"),
  }),
  ...rows("query-results-at-home", auditOnly, { "no workgroup": without(WORKGROUP) }),
  ...rows("archive-key", ANYWHERE, {
    ...goneOrTwice(ENCRYPTION),
    "the alerts' key": edited(ENCRYPTION, LOGS_KEY, ALERTS_KEY),
    "no key": edited(ENCRYPTION, '"kms_master_key_id":"[^"]*",', ""),
    "no default": setting(ENCRYPTION, "rule", []),
  }),
  ...rows("archive-key", ANYWHERE, { "no name of the key": without("aws_kms_alias") }),
  ...rows("archive-key", auditOnly, { "no buckets": without("aws_s3_bucket") }),
  ...rows("queue-tls-only", ANYWHERE, {
    gone: setting(QUEUE, "policy"),
    "for one call": inPolicies(QUEUE, '"sqs:[*]"', '"sqs:ReceiveMessage"'),
    "on another queue": inPolicies(QUEUE, '"Resource":."[^"]*".', '"Resource":["arn:x"]'),
    "only with TLS": inPolicies(
      QUEUE,
      '"aws:SecureTransport":"false"',
      '"aws:SecureTransport":"true"',
    ),
  }),
  ...rows("topic-tls-only", ANYWHERE, {
    gone: without(TOPIC_POLICY),
    "only with TLS": inPolicies(
      TOPIC_POLICY,
      '"aws:SecureTransport":"false"',
      '"aws:SecureTransport":"true"',
    ),
    "as an Allow": inPolicies(
      TOPIC_POLICY,
      '"TlsOnly","Effect":"Deny"',
      '"TlsOnly","Effect":"Allow"',
    ),
  }),
];
