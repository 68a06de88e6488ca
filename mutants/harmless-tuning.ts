import type { Harmless } from "./explain";

/** How much, how often, how long. */
export const HARMLESS_TUNING: readonly Harmless[] = [
  {
    type: "aws_cloudwatch_event_target",
    at: "retry_policy*",
    change: "removed",
    why: "EventBridge tries for 24 hours and 185 times by itself (EventBridge guide, eb-rule-retry-policy)",
  },
  {
    type: "aws_cloudwatch_log_group",
    at: "retention_in_days",
    change: "one more",
    why: "AWS takes certain numbers of days only, and refuses this one",
  },
  {
    type: "aws_*",
    at: "finding_publishing_frequency",
    why: "how soon a recurrence is told again; a new finding is told at once",
  },
  {
    type: "aws_lambda_function_event_invoke_config",
    at: "maximum_*",
    change: "removed",
    why: "Lambda keeps an event for six hours and tries it twice more by itself (Lambda guide, invocation-async)",
  },
  {
    type: "aws_lambda_function_event_invoke_config",
    at: "maximum_retry_attempts",
    change: "one more",
    why: "Lambda retries twice at most, and refuses more",
  },
  { type: "aws_lambda_function", at: "memory_size", change: "one more", why: "a megabyte more" },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    address: "*.Production_Bucket_Lifecycle_*",
    at: "transition_default_minimum_object_size",
    why: "says which objects are small enough to stay; this lifecycle may move none (production-lifecycle)",
  },
  {
    type: "aws_securityhub_configuration_policy_association",
    at: "timeouts*",
    why: "how long Terraform waits for AWS",
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    at: "rule[*].abort_incomplete_multipart_upload[0].days_after_initiation",
    why: "parts of an archive's broken uploads: nobody can read them, and they cost",
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    at: "rule[*].noncurrent_version_expiration[0].noncurrent_days",
    change: "one more",
    why: "an old version is kept a day longer",
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    at: "rule[*].noncurrent_version_expiration[0].noncurrent_days",
    change: "removed",
    why: "S3 refuses an expiry of old versions that doesn't say when",
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    at: "rule[*].filter",
    change: "removed",
    why: "the filter is an empty prefix: without one the rule is about every object as well",
  },
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    at: "rule[0].bucket_key_enabled",
    why: "an archive is encrypted under the same key with or without a bucket key; it saves calls",
  },
];
