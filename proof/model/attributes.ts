import { partitionOf } from "../../config/names";
import { hexFor, uniqueIdFor, uuidFor } from "./stand-ins";
import { type Resource, textOf } from "./resource";

/**
 * What an attribute is that AWS or the provider makes, from what the resource's arguments say;
 * nothing where those don't say enough, and where the provider names no account.
 */
type Computed = (resource: Resource) => string | undefined;

const text = (resource: Resource, name: string): string | undefined => textOf(resource, name);

interface Arn {
  readonly service: string;
  /** `role/`, what stands before the name. */
  readonly before?: string;
  /** @default the resource's */
  readonly region?: string;
  readonly account?: string;
}

function arnOf({ place }: Resource, arn: Arn, name: string | undefined): string | undefined {
  if (!place.accountId || !place.region || name === undefined) return undefined;
  const { service, before = "", region = place.region, account = place.accountId } = arn;
  return `arn:${partitionOf(place.region)}:${service}:${region}:${account}:${before}${name}`;
}

const own =
  (service: string, name: string, before = ""): Computed =>
  (resource) =>
    arnOf(resource, { service, before }, text(resource, name));

const bucketArn: Computed = (resource) =>
  arnOf(resource, { service: "s3", region: "", account: "" }, text(resource, "bucket"));

const argument =
  (name: string): Computed =>
  (resource) =>
    text(resource, name);

/** `role/team/ingest`: IAM's paths begin and end with a slash. */
const iam =
  (kind: "role" | "user" | "policy", name = "name"): Computed =>
  (resource) => {
    const before = `${kind}${text(resource, "path") ?? "/"}`;
    return arnOf(resource, { service: "iam", before, region: "" }, text(resource, name));
  };
const unique =
  (kind: "AROA" | "AIDA", of: Computed): Computed =>
  (resource) => {
    const arn = of(resource);
    return arn === undefined ? undefined : uniqueIdFor(kind, arn);
  };

const keyId: Computed = ({ stack, address }) => uuidFor(`${stack.name} ${address}`);
const keyArn: Computed = (resource) =>
  arnOf(resource, { service: "kms", before: "key/" }, keyId(resource));

const queueUrl: Computed = (resource) => {
  const { accountId, region } = resource.place;
  const name = text(resource, "name");
  return accountId && region && name && `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
};

/** `rule/<bus>/<name>`; the default bus isn't named. */
const ruleArn: Computed = (resource) => {
  const bus = (text(resource, "event_bus_name") ?? "default").split("/").at(-1) ?? "";
  return own("events", "name", `rule/${bus === "default" ? "" : `${bus}/`}`)(resource);
};

const linkedRole = (resource: Resource, service: string): string | undefined => {
  const before = `role/aws-service-role/${service}/`;
  return arnOf(resource, { service: "iam", before, region: "" }, LINKED_ROLES[service]);
};

const linkedRoleArn: Computed = (resource) =>
  linkedRole(resource, text(resource, "aws_service_name") ?? "");

/** A role that is only looked up by its name; of others than services' own, the path is taken to be bare. */
const foundRoleArn: Computed = (resource) => {
  const name = text(resource, "name") ?? "";
  if (!name.startsWith("AWSServiceRoleFor")) return iam("role")(resource);
  const [service] = Object.entries(LINKED_ROLES).find(([, role]) => role === name) ?? [];
  return service === undefined ? undefined : linkedRole(resource, service);
};

const LINKED_ROLES: Readonly<Record<string, string>> = {
  "config.amazonaws.com": "AWSServiceRoleForConfig",
  "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
  "macie.amazonaws.com": "AWSServiceRoleForAmazonMacie",
  "securityhub.amazonaws.com": "AWSServiceRoleForSecurityHub",
};

const detectorId: Computed = ({ place }) => hexFor(`detector ${place.accountId} ${place.region}`);
const detectorArn: Computed = (resource) =>
  arnOf(resource, { service: "guardduty", before: "detector/" }, detectorId(resource));

const hubPolicyArn: Computed = (resource) =>
  arnOf(resource, { service: "securityhub", before: "configuration-policy/" }, keyId(resource));

const inAccount: Computed = ({ place }) => place.accountId || undefined;
const inRegion: Computed = ({ place }) => place.region || undefined;
const partition: Computed = ({ place }) => (place.region ? partitionOf(place.region) : undefined);

const BUCKET = { id: argument("bucket"), arn: bucketArn };
const BUS = { id: argument("name"), arn: own("events", "name", "event-bus/") };
const TOPIC = { id: own("sns", "name"), arn: own("sns", "name") };
const QUEUE = { id: queueUrl, url: queueUrl, arn: own("sqs", "name") };

/** By type, then by attribute; arguments stand for themselves and aren't here. */
export const COMPUTED: Readonly<Record<string, Readonly<Record<string, Computed>>>> = {
  aws_athena_workgroup: { id: argument("name"), arn: own("athena", "name", "workgroup/") },
  aws_cloudtrail: { id: argument("name"), arn: own("cloudtrail", "name", "trail/") },
  aws_cloudwatch_event_bus: BUS,
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
  aws_guardduty_detector: { id: detectorId, arn: detectorArn },
  aws_iam_policy: { id: iam("policy"), arn: iam("policy") },
  aws_iam_role: { id: argument("name"), arn: iam("role"), unique_id: unique("AROA", iam("role")) },
  aws_iam_service_linked_role: { id: linkedRoleArn, arn: linkedRoleArn },
  aws_iam_user: { id: argument("name"), arn: iam("user"), unique_id: unique("AIDA", iam("user")) },
  aws_kms_alias: { id: argument("name"), arn: own("kms", "name") },
  aws_kms_key: { id: keyId, key_id: keyId, arn: keyArn },
  aws_lambda_function: {
    id: argument("function_name"),
    arn: own("lambda", "function_name", "function:"),
  },
  aws_organizations_policy: {
    id: ({ stack, address }) => `p-${hexFor(`${stack.name} ${address}`).slice(0, 8)}`,
  },
  aws_s3_bucket: BUCKET,
  aws_securityhub_configuration_policy: { id: keyId, arn: hubPolicyArn },
  aws_sns_topic: TOPIC,
  aws_sqs_queue: QUEUE,
  "data.aws_caller_identity": { account_id: inAccount, id: inAccount },
  "data.aws_cloudwatch_event_bus": BUS,
  "data.aws_guardduty_detector": { id: detectorId, arn: detectorArn },
  "data.aws_iam_role": { arn: foundRoleArn, unique_id: unique("AROA", iam("role")) },
  "data.aws_iam_user": {
    arn: iam("user", "user_name"),
    user_id: unique("AIDA", iam("user", "user_name")),
  },
  "data.aws_partition": { partition, id: partition },
  "data.aws_region": { name: inRegion, id: inRegion },
  "data.aws_s3_bucket": BUCKET,
  "data.aws_sns_topic": TOPIC,
  "data.aws_sqs_queue": QUEUE,
};
