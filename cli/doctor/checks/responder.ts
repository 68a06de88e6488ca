import {
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { GetBucketNotificationConfigurationCommand } from "@aws-sdk/client-s3";
import { arn } from "../../../config/names";
import { origin, type Resource } from "../../../stacks/read-stack";
import { type Check, text } from "../check";
import { type Problem } from "../finding";

export const functionCheck: Check = {
  id: "function",
  type: "aws_lambda_function",
  subject: ({ resource }) => text(resource, "function_name"),
  examine: async ({ resource, clients: { lambda } }) => {
    const FunctionName = text(resource, "function_name");
    const state = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { ReservedConcurrentExecutions: reserved } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    );
    const remedy = `apply the stack ${resource.stack.name}, and find in the trail who changed it`;
    return [
      ...functionProblems(state),
      ...(reserved === 0 ? [{ what: "its concurrency is 0: it never runs", remedy }] : []),
    ];
  },
};

export function functionProblems(configuration: FunctionConfiguration): readonly Problem[] {
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = configuration;
  const reason = (because: string | undefined) => (because ? `: ${because}` : "");
  const remedy = "read the reason; apply the stack again when its cause is mended";
  return [
    // Lambda lets an unused function go to sleep; the next call wakes it up (Lambda guide, states).
    ...(State === "Active" || State === "Inactive"
      ? []
      : [{ what: `its state is ${State ?? "unknown"}${reason(StateReason)}`, remedy }]),
    ...(LastUpdateStatus === "Failed"
      ? [{ what: `its last update failed${reason(LastUpdateStatusReason)}`, remedy }]
      : []),
  ];
}

export const notificationCheck: Check = {
  id: "notification",
  type: "aws_s3_bucket_notification",
  subject: ({ resource }) => text(bucketOf(resource), "bucket"),
  examine: async ({ resource, place, clients: { s3 } }) => {
    const { LambdaFunctionConfigurations = [] } = await s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket: text(bucketOf(resource), "bucket") }),
    );
    return calledFunctions(resource).flatMap((name) => {
      const functionArn = arn("lambda", place, `function:${name}`);
      const isInPlace = LambdaFunctionConfigurations.some(
        ({ LambdaFunctionArn, Events = [], Filter }) =>
          LambdaFunctionArn === functionArn &&
          Events.includes("s3:ObjectCreated:*") &&
          !Filter?.Key?.FilterRules?.length,
      );
      if (isInPlace) return [];
      return [
        {
          what: `uploads aren't notified to ${name}: an intruder's object stays until the trail tells`,
          remedy: `apply the stack ${resource.stack.name}, and find in the trail who changed it`,
        },
      ];
    });
  },
};

const bucketOf = ({ stack, arguments: given }: Resource): Resource => {
  const bucket = origin(stack, given.bucket, "aws_s3_bucket");
  if (!bucket) throw new Error(`${stack.name}: no bucket of this stack is ${String(given.bucket)}`);
  return bucket;
};

/** Names of the functions that the stack wants called. */
const calledFunctions = ({ stack, arguments: given }: Resource): readonly string[] => {
  const targets = given.lambda_function as readonly { readonly lambda_function_arn: string }[];
  return targets.flatMap(({ lambda_function_arn }) => {
    const handler = origin(stack, lambda_function_arn, "aws_lambda_function");
    return handler ? [text(handler, "function_name")] : [];
  });
};
