import { canaryFilter } from "../../config/findings/canary";
import { SEVERITIES } from "../../config/findings-schema";
import { alertTopicArns, arn, auditNames } from "../../config/names";
import { matchesPattern } from "../../decisions/event-pattern";
import { exampleConfig } from "../support/example";
import { resources, type StackJson, synthesizedStack } from "../support/synthesized";

const before = exampleConfig();
const bySeverity = {
  ...before,
  auditAccount: { ...before.auditAccount, topics: "by-severity" as const },
};

const subscriptions = (stack: StackJson) =>
  resources(stack, "aws_sns_topic_subscription").filter(([address]) =>
    address.includes("Canaries"),
  );

describe.each([
  ["one topic", before, 1],
  ["a topic for each severity", bySeverity, SEVERITIES.length],
])("with %s", (_, config, topics) => {
  const stack = synthesizedStack(config, "audit");
  const { place, canaryQueue } = auditNames(config);
  const queues = resources(stack, "aws_sqs_queue").filter(([, { name }]) => name === canaryQueue);

  test("each is subscribed once, for canaries only", () => {
    const found = subscriptions(stack).map(([, properties]) => properties);
    expect(found).toHaveLength(topics);
    expect(new Set(found.map(({ topic_arn }) => topic_arn)).size).toBe(topics);
    for (const properties of found) {
      expect(properties).toMatchObject({
        ...{ protocol: "sqs", raw_message_delivery: true },
        ...{ filter_policy: canaryFilter, filter_policy_scope: "MessageBody" },
      });
    }
  });

  test("the queue is encrypted, forgets within minutes, and takes messages of these topics alone", () => {
    const [[, queue] = ["", {}]] = queues;
    expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 600 });
    const { Statement } = JSON.parse(String(queue.policy)) as { readonly Statement: unknown[] };
    expect(Statement[0]).toEqual({
      Sid: "TopicsLeaveCanaries",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn("sqs", place, canaryQueue),
      Condition: { ArnEquals: { "aws:SourceArn": alertTopicArns(auditNames(config)) } },
    });
  });
});

test("the filter lets canaries through and no alert of another source", () => {
  const filter: unknown = JSON.parse(canaryFilter);
  const takes = (source: string) => matchesPattern(filter, { source });
  expect(takes("canary")).toBe(true);
  expect(takes("guardduty")).toBe(false);
});
