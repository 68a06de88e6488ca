import { textsAt } from "./arguments";
import type { OwnerRow, SettingRow } from "./roles";

const of = (...owners: readonly OwnerRow[]): SettingRow => ({ as: "setting", of: owners });

/** There is at most one of such a service in an account and region. */
const inPlaceOf = (type: string): SettingRow => of({ type });
const ofBucket = of({ type: "aws_s3_bucket", own: "bucket" });
const ofFunction = of({ type: "aws_lambda_function", own: "function_name" });
const ofRole = of({ type: "aws_iam_role", own: "role", its: "name" });
const ofDetector = of({ type: "aws_guardduty_detector", own: "detector_id", its: "id" });
const ofTable = of({ type: "aws_dynamodb_table", own: "table_name", its: "name" });
const ofBox = of();

/** Whose role a service takes on is its setting; other roles are people's and programs', and drawn. */
const USERS_OF_ROLES: readonly OwnerRow[] = [
  { type: "aws_lambda_function", own: "arn", its: "role" },
  { type: "aws_cloudtrail", own: "arn", its: "cloud_watch_logs_role_arn" },
  { type: "aws_cloudwatch_event_target", own: "arn", its: "role_arn" },
  { type: "aws_guardduty_malware_protection_plan", own: "arn", its: "role" },
  {
    type: "aws_config_configuration_aggregator",
    own: "arn",
    its: "organization_aggregation_source.role_arn",
  },
];

const linkedRole = (type: string, principal: string): OwnerRow => ({
  type,
  when: (role) => textsAt(role, "aws_service_name").includes(principal),
});

/** Types that are settings of what is drawn, of one another, or of a whole box. */
export const SETTING_ROWS: Readonly<Record<string, SettingRow>> = {
  aws_athena_named_query: of({ type: "aws_athena_workgroup", own: "workgroup", its: "name" }),
  aws_cloudwatch_dashboard: inPlaceOf("aws_cloudwatch_metric_alarm"),
  aws_cloudwatch_event_bus_policy: of({
    ...{ type: "aws_cloudwatch_event_bus", own: "event_bus_name", its: "name" },
  }),
  aws_cloudwatch_event_target: of({ type: "aws_cloudwatch_event_rule", own: "rule", its: "name" }),
  aws_cloudwatch_log_group: of(
    {
      type: "aws_cloudtrail",
      own: (group) => textsAt(group, "arn").map((arn) => `${arn}:*`),
      its: "cloud_watch_logs_group_arn",
    },
    {
      type: "aws_lambda_function",
      own: (group) => textsAt(group, "name").map((name) => name.replace(/^.*\//, "")),
      its: "function_name",
    },
  ),
  aws_config_aggregate_authorization: inPlaceOf("aws_config_configuration_recorder"),
  aws_config_config_rule: inPlaceOf("aws_config_configuration_recorder"),
  aws_config_configuration_recorder_status: inPlaceOf("aws_config_configuration_recorder"),
  aws_config_delivery_channel: inPlaceOf("aws_config_configuration_recorder"),
  aws_dynamodb_table_item: ofTable,
  "data.aws_dynamodb_table_item": ofTable,
  aws_glue_catalog_database: inPlaceOf("aws_athena_workgroup"),
  aws_glue_catalog_table: of({
    type: "aws_glue_catalog_database",
    own: "database_name",
    its: "name",
  }),
  aws_guardduty_detector_feature: ofDetector,
  aws_guardduty_organization_configuration: ofDetector,
  aws_guardduty_organization_configuration_feature: ofDetector,
  "data.aws_guardduty_detector": of({ type: "aws_guardduty_detector", own: "id" }),
  aws_iam_policy: inPlaceOf("aws_lambda_function"),
  aws_iam_role: of(...USERS_OF_ROLES),
  "data.aws_iam_role": inPlaceOf("aws_lambda_function"),
  aws_iam_role_policy: ofRole,
  aws_iam_role_policy_attachment: ofRole,
  aws_iam_service_linked_role: of(
    linkedRole("aws_config_configuration_recorder", "config.amazonaws.com"),
    linkedRole("aws_guardduty_detector", "guardduty.amazonaws.com"),
    linkedRole("aws_macie2_account", "macie.amazonaws.com"),
    linkedRole("aws_securityhub_account", "securityhub.amazonaws.com"),
  ),
  aws_kms_alias: of({ type: "aws_kms_key", own: "target_key_id", its: "key_id" }),
  "data.aws_kms_key": ofBox,
  aws_lambda_function_event_invoke_config: ofFunction,
  aws_lambda_permission: ofFunction,
  aws_macie2_classification_export_configuration: inPlaceOf("aws_macie2_account"),
  aws_macie2_classification_job: inPlaceOf("aws_macie2_account"),
  aws_macie2_member: inPlaceOf("aws_macie2_account"),
  aws_macie2_organization_configuration: inPlaceOf("aws_macie2_account"),
  "data.aws_organizations_organization": ofBox,
  aws_organizations_policy_attachment: of({
    ...{ type: "aws_organizations_policy", own: "policy_id", its: "id" },
  }),
  aws_s3_bucket_lifecycle_configuration: ofBucket,
  aws_s3_bucket_logging: ofBucket,
  aws_s3_bucket_notification: ofBucket,
  aws_s3_bucket_object_lock_configuration: ofBucket,
  aws_s3_bucket_ownership_controls: ofBucket,
  aws_s3_bucket_policy: ofBucket,
  aws_s3_bucket_public_access_block: ofBucket,
  aws_s3_bucket_server_side_encryption_configuration: ofBucket,
  aws_s3_bucket_versioning: ofBucket,
  aws_securityhub_configuration_policy: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_configuration_policy_association: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_finding_aggregator: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_invite_accepter: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_member: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_organization_configuration: inPlaceOf("aws_securityhub_account"),
  aws_securityhub_standards_subscription: inPlaceOf("aws_securityhub_account"),
  aws_sns_topic_policy: of({ type: "aws_sns_topic", own: "arn" }),
};
