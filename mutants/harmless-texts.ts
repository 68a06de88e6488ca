import type { Harmless } from "./explain";

const NAME = "a name that nothing else refers to, or only by reference";
const LABEL = "a label inside the resource: AWS decides nothing by it";

/** Texts, labels and names. */
const TEXTS: readonly Harmless[] = [
  { type: "*", at: "description", why: "a description is for people" },
  { type: "*", at: "alarm_description", why: "a description is for people" },
  { type: "provider.aws", at: "assume_role[0].session_name", why: LABEL },
  { type: "aws_cloudtrail", at: "advanced_event_selector[*].name", why: LABEL },
  {
    type: "aws_cloudwatch_event_target",
    at: "target_id",
    why: "tells the targets of one rule apart; Terraform makes one up, and each rule has one",
  },
  {
    type: "aws_config_config_rule",
    at: "name",
    change: "altered",
    why: "an alert names the rule as the event does; ours are told by how the name begins",
  },
  { type: "aws_config_configuration_recorder", at: "name", change: "altered", why: NAME },
  { type: "aws_config_delivery_channel", at: "name", why: NAME },
  { type: "aws_iam_role_policy", at: "name", why: NAME },
  { type: "aws_securityhub_configuration_policy", at: "name", why: NAME },
  { type: "aws_lambda_permission", at: "statement_id", change: "altered", why: LABEL },
  { type: "aws_macie2_classification_job", at: "name", why: NAME },
  { type: "aws_s3_bucket_lifecycle_configuration", at: "rule[*].id", why: LABEL },
  { type: "aws_s3_bucket_notification", at: "lambda_function[0].id", why: LABEL },
];

/** What people look at, or ask about the past: no alert and no permission hangs on it. */
const FOR_PEOPLE: readonly Harmless[] = [
  { type: "aws_cloudwatch_dashboard", at: "*", why: "a dashboard shows; alarms tell" },
  {
    type: "aws_athena_named_query",
    at: "*",
    why: "a question that people put to the archive; tests run every one of them",
  },
  {
    type: "aws_glue_catalog_table",
    at: "*",
    why: "how questions read the archive; tests run every saved query over it",
  },
  {
    type: "aws_athena_workgroup",
    at: "configuration.engine_version*",
    why: "AWS chooses the engine, or refuses the name",
  },
  {
    type: "aws_athena_workgroup",
    at: "configuration.bytes_scanned_cutoff_per_query",
    why: "limits what a question costs",
  },
  { type: "aws_athena_workgroup", at: "force_destroy", why: "saved questions go with their group" },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    address: "*.TrailQueries_Results_*",
    at: "*",
    why: "answers to questions: what isn't kept can be asked again, what is kept costs",
  },
];

export const HARMLESS_TEXTS: readonly Harmless[] = [...TEXTS, ...FOR_PEOPLE];
