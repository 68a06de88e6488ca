import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { type Chart, type Line } from "./dashboard";

/** Every rule of the stack: what it did, or what became of it. EventBridge leaves noughts out. */
export const rulesChart = (
  scope: IConstruct,
  metric: "FailedInvocations" | "Invocations" | "RetryInvocationAttempts",
  title: string,
): Chart => ({
  title,
  lines: TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => node instanceof CloudwatchEventRule)
    .map(({ nameInput = "", eventBusNameInput: bus }) => ({
      namespace: "AWS/Events",
      metric,
      // A rule of the default bus is found by its name alone.
      dimensions: { ...(bus !== undefined && { EventBusName: bus }), RuleName: nameInput },
      statistic: "Sum",
      label: nameInput,
    })),
});

/** How much waits in each queue, in each region where there is one of that name. */
export const queuesChart = (queues: readonly string[], regions: readonly string[]): Chart => ({
  title: "What couldn't be delivered",
  lines: queues.flatMap((queue) =>
    regions.map((region): Line => ({
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue },
      statistic: "Maximum",
      label: `${queue}, ${region}`,
      region,
    })),
  ),
});

export const trailChart = (logGroup: string): Chart => ({
  title: "Events of the trail",
  lines: [
    {
      namespace: "AWS/Logs",
      metric: "IncomingLogEvents",
      dimensions: { LogGroupName: logGroup },
      statistic: "Sum",
      label: logGroup,
    },
  ],
});
