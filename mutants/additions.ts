import type { Steps } from "./tree";

/** An argument that no stack of ours gives, and that breaks what the resource is there for. */
export interface Addition {
  readonly type: string;
  /** The last step is the argument; `*` stands for every element of a list. */
  readonly steps: Steps;
  readonly value: unknown;
}

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

export const ADDITIONS: readonly Addition[] = [
  { type: "aws_cloudtrail", steps: ["enable_logging"], value: false },
  { type: "aws_cloudtrail", steps: ["is_multi_region_trail"], value: false },
  { type: "aws_cloudwatch_event_rule", steps: ["is_enabled"], value: false },
  { type: "aws_cloudwatch_event_rule", steps: ["state"], value: "DISABLED" },
  { type: "aws_cloudwatch_event_target", steps: ["input"], value: "{}" },
  { type: "aws_cloudwatch_event_target", steps: ["input_path"], value: "$.detail" },
  { type: "aws_cloudwatch_metric_alarm", steps: ["actions_enabled"], value: false },
  { type: "aws_cloudwatch_metric_alarm", steps: ["datapoints_to_alarm"], value: 9 },
  { type: "aws_iam_role", steps: ["managed_policy_arns"], value: [ADMINISTRATOR] },
  { type: "aws_iam_role", steps: ["permissions_boundary"], value: ADMINISTRATOR },
  { type: "aws_kms_key", steps: ["is_enabled"], value: false },
  { type: "aws_kms_key", steps: ["key_usage"], value: "SIGN_VERIFY" },
  { type: "aws_lambda_function", steps: ["reserved_concurrent_executions"], value: 0 },
  {
    type: "aws_lambda_function",
    steps: ["vpc_config"],
    value: { subnet_ids: ["subnet-1"], security_group_ids: ["sg-1"] },
  },
  { type: "aws_s3_bucket", steps: ["force_destroy"], value: true },
  {
    type: "aws_s3_bucket_notification",
    steps: ["lambda_function", "*", "filter_prefix"],
    value: "elsewhere/",
  },
  {
    type: "aws_s3_bucket_notification",
    steps: ["lambda_function", "*", "filter_suffix"],
    value: ".elsewhere",
  },
  {
    type: "aws_sns_topic_subscription",
    steps: ["filter_policy"],
    value: '{"severity":["NEVER"]}',
  },
  { type: "aws_sqs_queue", steps: ["kms_master_key_id"], value: "alias/aws/sqs" },
];

/** Whole resources that somebody puts beside ours, each about one that is there. */
export interface Newcomer {
  /** Whose presence calls for it. */
  readonly beside: string;
  readonly type: string;
  /** @param reference what Terraform makes of the neighbour's argument: `${aws_iam_role.X.name}` */
  readonly arguments: (
    reference: (argument: string) => string,
  ) => Readonly<Record<string, unknown>>;
}

export const NEWCOMERS: readonly Newcomer[] = [
  {
    beside: "aws_iam_role",
    type: "aws_iam_role_policy_attachment",
    arguments: (reference) => ({ role: reference("name"), policy_arn: ADMINISTRATOR }),
  },
  {
    beside: "aws_lambda_function",
    type: "aws_lambda_permission",
    arguments: (reference) => ({
      action: "lambda:InvokeFunction",
      function_name: reference("function_name"),
      principal: "*",
      statement_id: "everybody",
    }),
  },
  {
    beside: "aws_iam_role",
    type: "aws_iam_role_policy",
    arguments: (reference) => ({
      name: "everything",
      role: reference("name"),
      policy:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    }),
  },
  {
    beside: "aws_sns_topic",
    type: "aws_sns_topic_subscription",
    arguments: (reference) => ({
      topic_arn: reference("arn"),
      protocol: "https",
      endpoint: "https://elsewhere.example.com",
    }),
  },
];
