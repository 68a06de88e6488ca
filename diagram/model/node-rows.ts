import type { Resource } from "../../proof/model/resource";
import { textsAt } from "./arguments";
import type { NodeRow } from "./roles";

const service = (icon: string, more: Omit<NodeRow, "as" | "icon"> = {}): NodeRow => ({
  as: "node",
  icon: `architecture-service/${icon}`,
  ...more,
});

/** Rules of one purpose: on one bus, by event or by the clock. */
const purpose = (rule: Resource): string =>
  [
    ...textsAt(rule, "event_bus_name"),
    ...textsAt(rule, "schedule_expression"),
    constructOf(rule).split("/")[0],
  ].join(" ");

/** The path of its construct in the stack: `Production/Bucket/Resource`. */
export function constructOf({ stack, type, address }: Resource): string {
  const [mode, bare] = type.startsWith("data.")
    ? (["data", type.slice(5)] as const)
    : (["resource", type] as const);
  const given = stack.json[mode]?.[bare]?.[address.slice(type.length + 1)]?.["//"];
  const { metadata } = (given ?? {}) as { readonly metadata?: { readonly path?: string } };
  return (metadata?.path ?? "").split("/").slice(1).join("/");
}

const DELEGATIONS = service("AWSOrganizations", {
  title: "Delegations",
  group: () => "delegations",
  many: "services",
});

const WATCH = service("AmazonCloudWatch", {
  title: "Alarms",
  group: () => "watch",
  many: "alarms",
});

/** Types that are drawn. */
export const NODE_ROWS: Readonly<Record<string, NodeRow>> = {
  aws_athena_workgroup: service("AmazonAthena"),
  aws_cloudtrail: service("AWSCloudTrail"),
  aws_cloudtrail_organization_delegated_admin_account: DELEGATIONS,
  aws_cloudwatch_event_bus: service("AmazonEventBridge", { title: "Security bus" }),
  aws_cloudwatch_event_rule: service("AmazonEventBridge", { group: purpose, many: "rules" }),
  aws_cloudwatch_metric_alarm: WATCH,
  aws_config_configuration_aggregator: service("AWSConfig", { title: "Config aggregator" }),
  aws_config_configuration_recorder: service("AWSConfig", { title: "Config" }),
  aws_dynamodb_table: service("AmazonDynamoDB"),
  aws_guardduty_detector: service("AmazonGuardDuty", { title: "GuardDuty" }),
  aws_guardduty_malware_protection_plan: service("AmazonGuardDuty"),
  aws_guardduty_organization_admin_account: DELEGATIONS,
  aws_iam_role: service("AWSIdentityandAccessManagement"),
  aws_kms_key: service("AWSKeyManagementService", { namedBy: "aws_kms_alias" }),
  aws_lambda_function: service("AWSLambda", { title: "Responder" }),
  aws_macie2_account: service("AmazonMacie", { title: "Macie" }),
  aws_macie2_organization_admin_account: DELEGATIONS,
  aws_organizations_delegated_administrator: DELEGATIONS,
  aws_organizations_policy: service("AWSOrganizations"),
  aws_s3_bucket: service("AmazonSimpleStorageService"),
  aws_securityhub_account: service("AWSSecurityHub", { title: "Security Hub" }),
  aws_securityhub_organization_admin_account: DELEGATIONS,
  aws_sns_topic: service("AmazonSimpleNotificationService"),
  aws_sns_topic_subscription: { as: "node", icon: "resource/Users", title: "Security team" },
  aws_sqs_queue: service("AmazonSimpleQueueService"),
};
