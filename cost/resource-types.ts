import { LINES } from "./lines";

/** Resource types that AWS doesn't charge for, by the reason. */
export const FREE: Readonly<Record<string, readonly string[]>> = {
  "IAM is free": [
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_service_linked_role",
  ],
  "Organizations is free": [
    "aws_cloudtrail_organization_delegated_admin_account",
    "aws_guardduty_organization_admin_account",
    "aws_macie2_organization_admin_account",
    "aws_organizations_delegated_administrator",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
    "aws_securityhub_organization_admin_account",
  ],
  "a setting of a bucket": [
    "aws_s3_bucket_logging",
    "aws_s3_bucket_object_lock_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ],
  "a setting of something that is charged": [
    "aws_cloudwatch_event_bus_policy",
    "aws_config_configuration_recorder_status",
    "aws_config_delivery_channel",
    "aws_dynamodb_table_item",
    "aws_kms_alias",
    "aws_lambda_function_event_invoke_config",
    "aws_lambda_permission",
    "aws_macie2_classification_export_configuration",
    "aws_sns_topic_policy",
  ],
  "membership and aggregation are free": [
    "aws_config_aggregate_authorization",
    "aws_config_configuration_aggregator",
    "aws_macie2_member",
    "aws_securityhub_configuration_policy_association",
    "aws_securityhub_finding_aggregator",
    "aws_securityhub_invite_accepter",
    "aws_securityhub_member",
    "aws_securityhub_organization_configuration",
  ],
  "rules on AWS's own events and schedules are free": ["aws_cloudwatch_event_rule"],
  "a standard is charged by its checks": ["aws_securityhub_standards_subscription"],
  "empty, and nobody asks: $0.40 a million messages that failed": ["aws_sqs_queue"],
  "the first million objects of the catalog are free": [
    "aws_glue_catalog_database",
    "aws_glue_catalog_table",
  ],
  "a saved text; charged when it is run": ["aws_athena_named_query"],
};

export const FREE_TYPES: ReadonlySet<string> = new Set(Object.values(FREE).flat());

export const PRICED_TYPES: ReadonlySet<string> = new Set(LINES.flatMap(({ types }) => types));
