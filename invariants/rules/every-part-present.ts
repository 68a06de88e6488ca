import {
  accountNames,
  alertTopicNames,
  auditNames,
  FILE_UPLOADER_ROLE,
  SECURITY_MONITORING_ROLE,
  workloadNames,
} from "../../config/names";
import { organizationNames } from "../../config/organization-names";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import { textOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import type { Invariant } from "../invariant";
import { type Fault, judged, ownResources, together } from "../judging";
import { plannedIn } from "../places";

/** Names by type; each type is named by the argument below. */
type Parts = Readonly<Record<string, readonly string[]>>;

const NAMED_BY: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_lambda_function: "function_name",
};

function auditParts(config: WardenConfig): Parts {
  const names = auditNames(config);
  return {
    aws_athena_workgroup: [names.athenaWorkgroup],
    aws_cloudwatch_event_bus: [names.bus],
    aws_glue_catalog_database: [names.glueDatabase],
    aws_iam_role: [names.forwarderRole],
    aws_kms_alias: [names.logsKeyAlias, names.alertsKeyAlias],
    aws_s3_bucket: [
      names.trailArchive,
      names.configArchive,
      names.macieResults,
      names.accessLogs,
      names.queryResults,
    ],
    aws_sns_topic: alertTopicNames(names),
    aws_sqs_queue: [names.deadLetterQueue],
    ...(config.membership === "invitation" && { aws_cloudtrail: [names.trail] }),
  };
}

const organizationParts = (config: WardenConfig): Parts => ({
  aws_cloudtrail: [organizationNames(config)?.trail ?? ""],
  aws_config_configuration_aggregator: [auditNames(config).configAggregator],
});

function workloadParts(config: WardenConfig, { workload }: PlannedStack): Parts {
  if (!workload) return {};
  const names = workloadNames(config, workload);
  return {
    aws_cloudtrail: [names.trail],
    aws_cloudwatch_event_rule: [names.sweepRule],
    aws_cloudwatch_log_group: [names.trailLogGroup, names.responderLogGroup],
    aws_dynamodb_table: [names.ledgerTable],
    aws_iam_policy: [names.quarantinePolicy],
    aws_iam_role: [
      names.responderRole,
      names.forwarderRole,
      names.trailLogsRole,
      FILE_UPLOADER_ROLE,
      SECURITY_MONITORING_ROLE,
    ],
    aws_kms_alias: [names.keyAlias],
    aws_lambda_function: [names.responder],
    aws_s3_bucket: [names.bucket, names.accessLogs],
    aws_sqs_queue: [names.deadLetterQueue, names.failuresQueue],
  };
}

/** In a further region an account has what watches it there, and what keeps what got stuck. */
const regionParts = (config: WardenConfig, { accountId, region }: PlannedStack): Parts => ({
  aws_sqs_queue: [accountNames(config, accountId, region).deadLetterQueue],
});

const HOME: Readonly<
  Record<PlannedStack["kind"], (config: WardenConfig, planned: PlannedStack) => Parts>
> = {
  audit: auditParts,
  organization: () => ({}),
  "audit-organization": organizationParts,
  workload: workloadParts,
};

function partsOf(config: WardenConfig, planned: PlannedStack): Parts {
  if (planned.scope === "home") return HOME[planned.kind](config, planned);
  return planned.kind === "audit" || planned.kind === "workload"
    ? regionParts(config, planned)
    : {};
}

function missingIn(scope: Scope, planned: PlannedStack): Fault {
  const { name: stackName } = planned;
  const faults = Object.entries(partsOf(scope.config, planned)).flatMap(([type, names]) => {
    const found = ownResources(scope, type)
      .filter(({ stack }) => stack.name === stackName)
      .map((resource) => textOf(resource, NAMED_BY[type] ?? "name"));
    return names.filter((name) => !found.includes(name)).map((name) => `no ${type} ${name}`);
  });
  return together(faults);
}

export const everyPartPresent: Invariant = {
  id: "every-part-present",
  title: "Every part that the configuration names stands in its stack, under that name",
  why: "Other stacks know these parts by name only, and the rules about them would have nothing to judge.",
  judge: (scope) =>
    plannedIn(scope)
      .filter((planned) => Object.keys(partsOf(scope.config, planned)).length > 0)
      .map((planned) => judged(planned.name, () => missingIn(scope, planned))),
};
