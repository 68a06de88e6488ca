import { each, has, unless } from "./judges";
import { type Rule } from "./rule";

/** Runtimes that Security Hub's Lambda.2 takes, of those in use here. */
const RUNTIMES = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];

export const COMPUTE_RULES: readonly Rule[] = [
  {
    id: "Lambda.1",
    also: "CKV_AWS_301, CKV_AWS_364",
    asks: "nobody unknown invokes a function",
    how: "`aws_lambda_permission`: S3 for the one bucket of the account, EventBridge for the one rule",
    judge: each("aws_lambda_permission", ({ arguments: { principal, source_arn } }) =>
      unless(
        String(principal).endsWith(".amazonaws.com") && Boolean(source_arn),
        "not bound to a source",
      ),
    ),
  },
  {
    id: "Lambda.2",
    also: "CKV_AWS_363",
    asks: "a runtime that AWS still looks after",
    how: "`nodejs22.x`",
    judge: each("aws_lambda_function", ({ arguments: { runtime } }) =>
      unless(RUNTIMES.includes(String(runtime)), "its runtime isn't supported any more"),
    ),
  },
  {
    id: "Lambda.3",
    also: "CKV_AWS_117",
    asks: "functions in a VPC",
    how: "-",
    judge: each("aws_lambda_function", (handler) =>
      unless(has(handler, /"vpc_config"/), "not in a VPC"),
    ),
    exceptions: [
      {
        of: /./,
        file: "constructs/responder.ts",
        why: "The responder talks to AWS only: a VPC would add endpoints for eight services, and each is one more thing that can fail in the minute it is needed.",
      },
    ],
  },
  {
    id: "Lambda.5",
    asks: "functions in a VPC use several zones",
    how: "no function is in a VPC (Lambda.3)",
    judge: each("aws_lambda_function", ({ arguments: { vpc_config } }) =>
      unless(vpc_config === undefined, "its zones aren't known"),
    ),
  },
  {
    id: "CKV_AWS_272",
    asks: "signed code",
    how: "-",
    judge: each("aws_lambda_function", (handler) =>
      unless(has(handler, /"code_signing_config_arn"/), "not signed"),
    ),
    exceptions: [
      {
        of: /./,
        file: "constructs/responder.ts",
        why: "A signing profile is the organization's own. The archive's hash is part of the plan, and a change by another hand raises an alert.",
      },
    ],
  },
  {
    id: "DynamoDB.1",
    asks: "tables scale with demand",
    how: "`billing_mode`: `PAY_PER_REQUEST`",
    judge: each("aws_dynamodb_table", ({ arguments: { billing_mode } }) =>
      unless(billing_mode === "PAY_PER_REQUEST", "its capacity is fixed"),
    ),
  },
  {
    id: "DynamoDB.2",
    asks: "point-in-time recovery",
    how: "`point_in_time_recovery`",
    judge: each("aws_dynamodb_table", (table) =>
      unless(has(table, /"point_in_time_recovery":\{"enabled":true/), "no recovery"),
    ),
  },
  {
    id: "DynamoDB.3",
    asks: "DAX clusters are encrypted",
    notApplicable: "no DAX",
    without: ["aws_dax_cluster"],
  },
  {
    id: "DynamoDB.6",
    asks: "deletion protection",
    how: "`deletion_protection_enabled`",
    judge: each("aws_dynamodb_table", ({ arguments: { deletion_protection_enabled } }) =>
      unless(deletion_protection_enabled === true, "it can be deleted"),
    ),
    exceptions: [
      {
        of: /^workload-/,
        file: "constructs/protection.ts",
        why: 'Only of a workload whose `state` is "retiring": it is about to be destroyed for good.',
      },
    ],
  },
  {
    id: "DynamoDB.7",
    asks: "DAX clusters are reached by TLS",
    notApplicable: "no DAX",
    without: ["aws_dax_cluster"],
  },
  {
    id: "Athena.4",
    asks: "workgroups publish their metrics",
    how: "`publish_cloudwatch_metrics_enabled`, enforced",
    judge: each("aws_athena_workgroup", (workgroup) =>
      unless(has(workgroup, /"publish_cloudwatch_metrics_enabled":true/), "no metrics"),
    ),
  },
  {
    id: "Glue.3",
    asks: "machine learning transforms are encrypted",
    notApplicable: "no transforms; a database and tables only",
    without: ["aws_glue_ml_transform"],
  },
  {
    id: "Glue.4",
    asks: "Spark jobs run on a supported version",
    notApplicable: "no jobs",
    without: ["aws_glue_job"],
  },
];
