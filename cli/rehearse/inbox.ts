import { ListTopicsCommand, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { arn, auditNames } from "../../config/names";
import { policyJson } from "../../policies/document";
import { type Backstage } from "./backstage";
import { type Clients } from "./clients";
import { type AlertRecord } from "./record";

/** The security team's inbox: an e-mail can't be read here, a queue can. */
export interface Inbox {
  /** Alerts that came since the last look, in the order in which they came. */
  read(): Promise<readonly AlertRecord[]>;
  close(): Promise<void>;
}

const NAME = "rehearsal-inbox";

/** What SNS puts around a message for a queue, and what our own documents say. */
const envelope = z.object({
  TopicArn: z.string(),
  Subject: z.string().default(""),
  Message: z.string(),
  Timestamp: z.string().optional(),
});
const alert = z.looseObject({
  stage: z.string().default(""),
  severity: z.string().default(""),
  text: z.string().optional(),
});

export async function openInbox(backstage: Backstage): Promise<Inbox> {
  const { place } = auditNames(backstage.config);
  const { sns, sqs } = await backstage.operator(place.accountId);
  const topics = await alertTopics(backstage, sns);
  const queueArn = arn("sqs", place, NAME);
  const Policy = policyJson([
    {
      Sid: "AlertsOnly",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topics } },
    },
  ]);
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: NAME, Attributes: { Policy } }),
  );
  const subscribed = { Protocol: "sqs", Endpoint: queueArn, ReturnSubscriptionArn: true };
  const subscriptions = await Promise.all(
    topics.map((TopicArn) => sns.send(new SubscribeCommand({ TopicArn, ...subscribed }))),
  );
  return {
    read: () => readAll(sqs, QueueUrl),
    close: async () => {
      for (const { SubscriptionArn } of subscriptions)
        await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** Whatever topics there are, one or one for each severity: the security team reads them all. */
async function alertTopics({ config }: Backstage, sns: Clients["sns"]): Promise<string[]> {
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  const topics = Topics.flatMap(({ TopicArn = "" }) =>
    isAlerts(TopicArn.split(":").at(-1) ?? "", config.prefix) ? TopicArn : [],
  );
  if (topics.length === 0) throw new Error("there is no topic for alerts");
  return topics;
}

const isAlerts = (topic: string, prefix: string): boolean =>
  topic === `${prefix}-alerts` || topic.startsWith(`${prefix}-alerts-`);

async function readAll(sqs: Clients["sqs"], QueueUrl: string): Promise<AlertRecord[]> {
  const alerts: AlertRecord[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return alerts;
    alerts.push(...Messages.map(({ Body = "" }) => toAlert(Body)));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** Exported for its test: what a queue's message says to a person. */
export function toAlert(body: string): AlertRecord {
  const { TopicArn, Subject, Message, Timestamp } = envelope.parse(JSON.parse(body));
  const document = documentIn(Message);
  const { stage, severity, text = Message } = alert.safeParse(document).data ?? NO_ALERT;
  const receivedAt = new Date().toISOString();
  return {
    sentAt: Timestamp ?? receivedAt,
    receivedAt,
    topic: TopicArn.split(":").at(-1) ?? "",
    subject: Subject,
    stage,
    severity,
    text,
    message: Message,
    document,
  };
}

const NO_ALERT = { stage: "", severity: "", text: undefined };

/** Undefined for what no machine can read: that is for a check to find, and no reason to stop. */
function documentIn(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
