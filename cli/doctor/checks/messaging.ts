import { DescribeEventBusCommand } from "@aws-sdk/client-eventbridge";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { textOf } from "../../../proof/model/resource";
import { asSynthesized, type Expectation, named } from "../expectation";

const topic: Expectation = {
  id: "topic",
  type: "aws_sns_topic",
  wanted: ({ resolved }) => ({ KmsMasterKeyId: resolved.value("kms_master_key_id") }),
  found: async ({ resolved, clients: { sns } }) => {
    const TopicArn = textOf(resolved, "arn");
    return { ...(await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes };
  },
};

const topicPolicy: Expectation = {
  id: "topic-policy",
  type: "aws_sns_topic_policy",
  subject: named("arn"),
  wanted: ({ resolved }) => ({ policy: resolved.value("policy") }),
  found: async ({ resolved, clients: { sns } }) => {
    const TopicArn = textOf(resolved, "arn");
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    return { policy: Attributes?.Policy };
  },
};

const queuePolicy: Expectation = {
  id: "queue-policy",
  type: "aws_sqs_queue",
  wanted: ({ resolved }) => ({
    policy: resolved.value("policy"),
    SqsManagedSseEnabled: resolved.value("sqs_managed_sse_enabled") ?? false,
  }),
  found: async ({ resolved, clients: { sqs } }) => {
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: textOf(resolved, "name") }),
    );
    const AttributeNames = ["Policy", "SqsManagedSseEnabled"] as const;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return { ...Attributes, policy: Attributes?.Policy };
  },
};

const busPolicy: Expectation = {
  id: "bus-policy",
  type: "aws_cloudwatch_event_bus_policy",
  subject: named("event_bus_name"),
  wanted: ({ resolved }) => ({ policy: resolved.value("policy") }),
  found: async ({ resolved, clients: { events } }) => {
    const Name = textOf(resolved, "event_bus_name");
    return { policy: (await events.send(new DescribeEventBusCommand({ Name }))).Policy };
  },
};

export const messagingChecks = [topic, topicPolicy, queuePolicy, busPolicy].map(asSynthesized);
