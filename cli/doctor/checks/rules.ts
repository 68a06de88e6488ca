import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { blocksOf, type Resource, textOf } from "../../../proof/model/resource";
import { type Facts } from "../differences";
import { asSynthesized, type Expectation } from "../expectation";

/** A pattern is compared as JSON: AWS keeps its text as it came. */
function pattern(json: unknown): unknown {
  return typeof json === "string" && json !== "" ? JSON.parse(json) : undefined;
}

const busOf = (resource: Resource) => ({ EventBusName: textOf(resource, "event_bus_name") });

const rule: Expectation = {
  id: "rule",
  type: "aws_cloudwatch_event_rule",
  wanted: ({ resolved }) => ({
    State: resolved.value("state") ?? "ENABLED",
    EventPattern: pattern(resolved.value("event_pattern")),
    ScheduleExpression: resolved.value("schedule_expression"),
  }),
  found: async ({ resolved, clients: { events } }) => {
    const Name = textOf(resolved, "name");
    const found = await events.send(new DescribeRuleCommand({ Name, ...busOf(resolved) }));
    return { ...found, EventPattern: pattern(found.EventPattern) };
  },
};

const target: Expectation = {
  id: "target",
  type: "aws_cloudwatch_event_target",
  subject: ({ resolved }) => `${textOf(resolved, "rule")} ${textOf(resolved, "target_id")}`,
  wanted: ({ resolved }) => {
    const [transformer] = blocksOf(resolved, "input_transformer");
    const [deadLetters] = blocksOf(resolved, "dead_letter_config");
    return {
      Arn: resolved.value("arn"),
      RoleArn: resolved.value("role_arn"),
      DeadLetterArn: deadLetters?.arn,
      InputPathsMap: transformer?.input_paths,
      InputTemplate: transformer?.input_template,
      Input: resolved.value("input"),
    };
  },
  found: async ({ resolved, clients: { events } }) => {
    const id = textOf(resolved, "target_id");
    const found = (await targetsOf(events, resolved)).find(({ Id }) => Id === id);
    return found ? factsOf(found) : {};
  },
};

/** A rule has five targets at most: one answer holds them. */
async function targetsOf(client: EventBridgeClient, target: Resource): Promise<readonly Target[]> {
  const Rule = textOf(target, "rule");
  const asked = new ListTargetsByRuleCommand({ Rule, ...busOf(target) });
  return (await client.send(asked)).Targets ?? [];
}

const factsOf = ({ InputTransformer, DeadLetterConfig, ...target }: Target): Facts => ({
  ...target,
  ...InputTransformer,
  DeadLetterArn: DeadLetterConfig?.Arn,
});

export const ruleChecks = [rule, target].map(asSynthesized);
