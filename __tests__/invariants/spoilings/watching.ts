import { edited, type Spoiling, without } from "../spoiling";
import { type Row, rows, setting, ANYWHERE } from "./rows";

const TARGET = "aws_cloudwatch_event_target";
const DELIVERY = "aws_lambda_function_event_invoke_config";

const environment = (variables: Readonly<Record<string, string>>): Spoiling =>
  setting("aws_lambda_function", "environment", { variables });

export const WATCHING_ROWS: readonly Row[] = [
  ...rows("trail-complete", ANYWHERE, {
    "of one region": setting("aws_cloudtrail", "is_multi_region_trail"),
    "not validated": setting("aws_cloudtrail", "enable_log_file_validation", false),
    "without IAM": setting("aws_cloudtrail", "include_global_service_events", false),
    off: setting("aws_cloudtrail", "enable_logging", false),
  }),
  ...rows("log-group-retention", ANYWHERE, {
    unsaid: setting("aws_cloudwatch_log_group", "retention_in_days"),
    never: setting("aws_cloudwatch_log_group", "retention_in_days", 0),
  }),
  ...rows("target-dead-letters", ANYWHERE, {
    unsaid: setting(TARGET, "dead_letter_config"),
    "no queues": without("aws_sqs_queue"),
    "another stack's queue": setting(TARGET, "dead_letter_config", {
      arn: "arn:aws:sqs:us-east-1:999999999999:acme-warden-dead-letters",
    }),
    "one attempt": setting(TARGET, "retry_policy", { maximum_retry_attempts: 1 }),
    "one minute": setting(TARGET, "retry_policy", { maximum_event_age_in_seconds: 60 }),
  }),
  ...rows("target-dead-letters", /-eu-west-1 aws_cloudwatch_event_target\./, {
    "a queue of the stack in another region": setting("aws_sqs_queue", "provider", "aws.home"),
  }),
  ...rows("rule-enabled", ANYWHERE, {
    disabled: setting("aws_cloudwatch_event_rule", "state", "DISABLED"),
    "not enabled": setting("aws_cloudwatch_event_rule", "is_enabled", false),
  }),
  ...rows("function-failures", ANYWHERE, {
    gone: without(DELIVERY),
    unsaid: setting(DELIVERY, "destination_config", {}),
    "only successes": edited(DELIVERY, '"on_failure"', '"on_success"'),
    "no queues": without("aws_sqs_queue"),
    "of another function": setting(DELIVERY, "function_name", "other"),
  }),
  ...rows("no-plaintext-secrets", ANYWHERE, {
    "by its name": environment({ WEBHOOK_TOKEN: "x" }),
    "an access key": environment({ ID: `AKIA${"ABCD".repeat(4)}` }),
    "a URL with a password": environment({ URL: "https://ann:pass@example.com/hook" }),
    "a private key": environment({ PEM: "-----BEGIN RSA PRIVATE KEY-----" }),
  }),
];
