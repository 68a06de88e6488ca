import { isMarked } from "../../proof/model/marks";
import type { Resource } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each, type Fault, together, unless } from "../judging";

interface Limit {
  readonly argument: string;
  /** What AWS takes, length included. */
  readonly pattern: RegExp;
}

const upTo = (most: number, characters = "\\w.-"): RegExp =>
  new RegExp(`^[${characters}]{1,${most}}$`);
const anything = (most: number): RegExp => new RegExp(`^[^]{1,${most}}$`);
const limit = (argument: string, pattern: RegExp): Limit => ({ argument, pattern });
const name = (pattern: RegExp): readonly Limit[] => [limit("name", pattern)];

/** From the API references: each service's Create or Put call. */
const LIMITS: Readonly<Record<string, readonly Limit[]>> = {
  aws_athena_named_query: name(anything(128)),
  aws_athena_workgroup: name(upTo(128)),
  aws_cloudtrail: name(/^(?=.{3,128}$)[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/),
  aws_cloudwatch_dashboard: [limit("dashboard_name", upTo(255, "\\w-"))],
  aws_cloudwatch_event_bus: name(upTo(256, "\\w./-")),
  aws_cloudwatch_event_rule: [
    limit("name", upTo(64)),
    limit("description", anything(512)),
    limit("event_pattern", anything(2_048)),
  ],
  aws_cloudwatch_event_target: [limit("target_id", upTo(64))],
  aws_cloudwatch_log_group: name(upTo(512, "\\w.#/-")),
  aws_cloudwatch_metric_alarm: [
    limit("alarm_name", anything(255)),
    limit("alarm_description", anything(1_024)),
  ],
  aws_config_config_rule: name(anything(128)),
  aws_config_configuration_aggregator: name(upTo(256, "\\w-")),
  aws_config_configuration_recorder: name(anything(256)),
  aws_config_delivery_channel: name(anything(256)),
  aws_dynamodb_table: name(/^[\w.-]{3,255}$/),
  aws_glue_catalog_database: name(/^[a-z0-9_]{1,255}$/),
  aws_iam_policy: name(upTo(128, "\\w+=,.@-")),
  aws_iam_role: [limit("name", upTo(64, "\\w+=,.@-")), limit("description", anything(1_000))],
  aws_iam_role_policy: name(upTo(128, "\\w+=,.@-")),
  aws_kms_alias: name(/^alias\/(?!aws\/)[\w/-]{1,250}$/),
  aws_lambda_function: [
    limit("function_name", upTo(64, "\\w-")),
    limit("description", anything(256)),
  ],
  aws_lambda_permission: [limit("statement_id", upTo(100, "\\w-"))],
  aws_macie2_classification_job: name(anything(500)),
  aws_organizations_policy: [limit("name", anything(128)), limit("description", anything(512))],
  aws_s3_bucket: [limit("bucket", /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)],
  aws_securityhub_configuration_policy: name(anything(128)),
  aws_sns_topic: name(upTo(256, "\\w-")),
  aws_sqs_queue: name(upTo(80, "\\w-")),
};

/** What isn't given AWS or the provider makes up; what Terraform fills in isn't known. */
function unfit(resource: Resource, { argument, pattern }: Limit): Fault {
  const value = resource.value(argument);
  if (value === undefined || (typeof value === "string" && isMarked(value))) return undefined;
  if (typeof value !== "string") return `its ${argument} is no text`;
  return unless(
    pattern.test(value),
    `AWS doesn't take this ${argument} of ${value.length} characters`,
  );
}

export const nameLimits: Invariant = {
  id: "name-limits",
  title: "Every name, description and pattern is one that AWS takes",
  why: "A name that is too long is found out by the account in which it is, at the apply.",
  judge: each(Object.keys(LIMITS), (resource) =>
    together((LIMITS[resource.type] ?? []).map((one) => unfit(resource, one))),
  ),
};
