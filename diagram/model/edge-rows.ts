import type { Resource } from "../../proof/model/resource";
import { textsAt } from "./arguments";
import type { EdgeKind } from "./diagram";

/** An argument that names something drawn elsewhere, and so draws a line to it. */
export interface EdgeRow {
  readonly type: string;
  readonly kind: EdgeKind;
  readonly label: string | ((resource: Resource) => readonly string[]);
  /** Arguments that name the other end: by ARN, or by a bucket's name or address. */
  readonly path: string;
  /** The line comes from what is named. @default it goes there */
  readonly reversed?: true;
  readonly quiet?: true;
}

/** The permission by which a rule reaches its target, by the target's service. */
const DELIVERIES: readonly (readonly [RegExp, string])[] = [
  [/:sns:/, "sns:Publish"],
  [/:event-bus\//, "events:PutEvents"],
  [/:lambda:/, "lambda:InvokeFunction"],
];

const delivery = (target: Resource): readonly string[] =>
  textsAt(target, "arn").flatMap((arn) =>
    DELIVERIES.filter(([service]) => service.test(arn)).map(([, action]) => action),
  );

const protocol = (subscription: Resource) => textsAt(subscription, "protocol");

export const EDGE_ROWS: readonly EdgeRow[] = [
  {
    ...{ type: "aws_s3_bucket_notification", kind: "event", label: "S3 notification" },
    path: "lambda_function.lambda_function_arn",
  },
  { type: "aws_cloudwatch_event_target", kind: "event", label: delivery, path: "arn" },
  {
    ...{ type: "aws_cloudwatch_event_target", kind: "failure", label: "undeliverable" },
    path: "dead_letter_config.arn",
  },
  {
    ...{
      type: "aws_lambda_function_event_invoke_config",
      kind: "failure",
      label: "failed for good",
    },
    path: "destination_config.on_failure.destination",
  },
  {
    type: "aws_cloudwatch_event_rule",
    kind: "event",
    label: "security events",
    path: "event_bus_name",
    reversed: true,
  },
  { type: "aws_cloudwatch_metric_alarm", kind: "event", label: "alarms", path: "alarm_actions" },
  { type: "aws_cloudtrail", kind: "delivery", label: "log files", path: "s3_bucket_name" },
  {
    ...{ type: "aws_cloudtrail", kind: "event", label: "object-level calls", reversed: true },
    path: "advanced_event_selector.field_selector.starts_with",
  },
  {
    type: "aws_config_delivery_channel",
    kind: "delivery",
    label: "history",
    path: "s3_bucket_name",
  },
  {
    ...{
      type: "aws_macie2_classification_export_configuration",
      kind: "delivery",
      label: "results",
    },
    path: "s3_destination.bucket_name",
  },
  {
    ...{ type: "aws_s3_bucket_logging", kind: "delivery", label: "access logs", quiet: true },
    path: "target_bucket",
  },
  {
    type: "aws_sns_topic_subscription",
    kind: "event",
    label: protocol,
    path: "topic_arn",
    reversed: true,
  },
  {
    ...{ type: "aws_athena_workgroup", kind: "delivery", label: "query results" },
    path: "configuration.result_configuration.output_location",
  },
  {
    ...{ type: "aws_glue_catalog_table", kind: "delivery", label: "queried", reversed: true },
    path: "storage_descriptor.location",
  },
  {
    ...{
      type: "aws_guardduty_malware_protection_plan",
      kind: "event",
      label: "new objects",
      reversed: true,
    },
    path: "protected_resource.s3_bucket.bucket_name",
  },
];

/** A service of one account that another account's resource names by the account only. */
export interface MembershipRow {
  readonly type: string;
  readonly account: string;
  readonly label: string;
  /** What is joined in that account, in the same region, else anywhere. */
  readonly to: string;
  readonly when?: (resource: Resource) => boolean;
}

const principalIs = (service: string) => (resource: Resource) =>
  textsAt(resource, "service_principal").includes(service);

export const MEMBERSHIP_ROWS: readonly MembershipRow[] = [
  {
    ...{ type: "aws_config_aggregate_authorization", account: "account_id" },
    ...{ label: "aggregated", to: "aws_config_configuration_aggregator" },
  },
  {
    ...{ type: "aws_securityhub_invite_accepter", account: "master_id" },
    ...{ label: "member", to: "aws_securityhub_account" },
  },
  {
    ...{ type: "aws_cloudtrail_organization_delegated_admin_account", account: "account_id" },
    ...{ label: "delegated", to: "aws_cloudtrail" },
  },
  {
    ...{ type: "aws_guardduty_organization_admin_account", account: "admin_account_id" },
    ...{ label: "delegated", to: "aws_guardduty_detector" },
  },
  {
    ...{ type: "aws_macie2_organization_admin_account", account: "admin_account_id" },
    ...{ label: "delegated", to: "aws_macie2_account" },
  },
  {
    ...{ type: "aws_securityhub_organization_admin_account", account: "admin_account_id" },
    ...{ label: "delegated", to: "aws_securityhub_account" },
  },
  {
    ...{ type: "aws_organizations_delegated_administrator", account: "account_id" },
    ...{ label: "delegated", to: "aws_config_configuration_aggregator" },
    when: principalIs("config.amazonaws.com"),
  },
];

/** Whose events a rule of the default bus waits for, by the source in its pattern. */
export const EVENT_SOURCES: Readonly<
  Record<string, { readonly type: string; readonly label: string }>
> = {
  "aws.cloudwatch": { type: "aws_cloudwatch_metric_alarm", label: "alarms" },
  "aws.config": { type: "aws_config_configuration_recorder", label: "compliance changes" },
  "aws.guardduty": { type: "aws_guardduty_detector", label: "findings" },
  "aws.macie": { type: "aws_macie2_account", label: "findings" },
  "aws.securityhub": { type: "aws_securityhub_account", label: "findings" },
};

/** CloudTrail brings the calls of every service, whatever the source says. */
export const CALLS = { detailType: "via CloudTrail", type: "aws_cloudtrail", label: "API calls" };
