import { partitionOf } from "../../config/names";
import { hexFor, uniqueIdFor, uuidFor } from "./stand-ins";
import type { Resource } from "./resource";

/** What an attribute is that AWS or the provider makes, from what the resource's arguments say. */
type Computed = (resource: Resource) => string | undefined;

const text = (resource: Resource, name: string): string => String(resource.value(name) ?? "");

const own =
  (service: string, name: string, before = ""): Computed =>
  (resource) => {
    const { accountId, region } = resource.place;
    return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${before}${text(resource, name)}`;
  };

const global =
  (service: string, name: string, before = ""): Computed =>
  (resource) => {
    const { accountId, region } = resource.place;
    const account = service === "s3" ? "" : accountId;
    return `arn:${partitionOf(region)}:${service}::${account}:${before}${text(resource, name)}`;
  };

const argument =
  (name: string): Computed =>
  (resource) =>
    text(resource, name);

/** `role/team/ingest`: IAM's paths begin and end with a slash. */
const iam =
  (kind: "role" | "user" | "policy"): Computed =>
  (resource) => {
    const path = text(resource, "path") || "/";
    return global("iam", "name", `${kind}${path}`)(resource);
  };
const unique =
  (kind: "AROA" | "AIDA", of: "role" | "user"): Computed =>
  (resource) =>
    uniqueIdFor(kind, iam(of)(resource) ?? "");

const keyId: Computed = ({ stack, address }) => uuidFor(`${stack.name} ${address}`);
const keyArn: Computed = (resource) => {
  const { accountId, region } = resource.place;
  return `arn:${partitionOf(region)}:kms:${region}:${accountId}:key/${keyId(resource) ?? ""}`;
};

const queueUrl: Computed = (resource) => {
  const { accountId, region } = resource.place;
  return `https://sqs.${region}.amazonaws.com/${accountId}/${text(resource, "name")}`;
};

/** `rule/<bus>/<name>`; the default bus isn't named. */
const ruleArn: Computed = (resource) => {
  const bus = text(resource, "event_bus_name");
  const named = bus === "" || bus === "default" ? "" : `${bus.split("/").at(-1)}/`;
  return own("events", "name", `rule/${named}`)(resource);
};

const linkedRoleArn: Computed = (resource) => {
  const service = text(resource, "aws_service_name");
  const { accountId, region } = resource.place;
  const name = LINKED_ROLES[service];
  return (
    name && `arn:${partitionOf(region)}:iam::${accountId}:role/aws-service-role/${service}/${name}`
  );
};

const LINKED_ROLES: Readonly<Record<string, string>> = {
  "config.amazonaws.com": "AWSServiceRoleForConfig",
  "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
  "macie.amazonaws.com": "AWSServiceRoleForAmazonMacie",
  "securityhub.amazonaws.com": "AWSServiceRoleForSecurityHub",
};

const detectorId: Computed = ({ place }) => hexFor(`detector ${place.accountId} ${place.region}`);

/** By type, then by attribute; arguments stand for themselves and aren't here. */
export const COMPUTED: Readonly<Record<string, Readonly<Record<string, Computed>>>> = {
  aws_athena_workgroup: { id: argument("name"), arn: own("athena", "name", "workgroup/") },
  aws_cloudtrail: { id: argument("name"), arn: own("cloudtrail", "name", "trail/") },
  aws_cloudwatch_event_bus: { id: argument("name"), arn: own("events", "name", "event-bus/") },
  aws_cloudwatch_event_rule: { id: argument("name"), arn: ruleArn },
  aws_cloudwatch_log_group: { id: argument("name"), arn: own("logs", "name", "log-group:") },
  aws_cloudwatch_metric_alarm: {
    id: argument("alarm_name"),
    arn: own("cloudwatch", "alarm_name", "alarm:"),
  },
  aws_config_configuration_recorder: { id: argument("name") },
  aws_config_delivery_channel: { id: argument("name") },
  aws_dynamodb_table: { id: argument("name"), arn: own("dynamodb", "name", "table/") },
  aws_glue_catalog_database: { id: argument("name") },
  aws_guardduty_detector: { id: detectorId, arn: detectorId },
  aws_iam_policy: { id: iam("policy"), arn: iam("policy") },
  aws_iam_role: { id: argument("name"), arn: iam("role"), unique_id: unique("AROA", "role") },
  aws_iam_service_linked_role: { id: linkedRoleArn, arn: linkedRoleArn },
  aws_iam_user: { id: argument("name"), arn: iam("user"), unique_id: unique("AIDA", "user") },
  aws_kms_alias: { id: argument("name"), arn: own("kms", "name") },
  aws_kms_key: { id: keyId, key_id: keyId, arn: keyArn },
  aws_lambda_function: {
    id: argument("function_name"),
    arn: own("lambda", "function_name", "function:"),
  },
  aws_organizations_policy: {
    id: ({ stack, address }) => `p-${hexFor(`${stack.name} ${address}`).slice(0, 8)}`,
  },
  aws_s3_bucket: { id: argument("bucket"), arn: global("s3", "bucket") },
  aws_sns_topic: { id: own("sns", "name"), arn: own("sns", "name") },
  aws_sqs_queue: { id: queueUrl, url: queueUrl, arn: own("sqs", "name") },
  "data.aws_caller_identity": { account_id: ({ place }) => place.accountId },
  "data.aws_guardduty_detector": { id: detectorId },
  "data.aws_iam_role": { arn: iam("role"), unique_id: unique("AROA", "role") },
  "data.aws_iam_user": {
    arn: (resource) => global("iam", "user_name", "user/")(resource),
    user_id: (resource) => uniqueIdFor("AIDA", global("iam", "user_name", "user/")(resource) ?? ""),
  },
  "data.aws_partition": { partition: ({ place }) => partitionOf(place.region) },
  "data.aws_region": { name: ({ place }) => place.region, id: ({ place }) => place.region },
};
