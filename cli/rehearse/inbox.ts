import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
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
import { type AlertRecord } from "./record";

/** The security team's inbox: an e-mail can't be read here, a queue can. */
export interface Inbox {
  /** Alerts that came since the last look, in the order in which they came. */
  read(): Promise<readonly AlertRecord[]>;
  close(): Promise<void>;
}

const NAME = "rehearsal-inbox";

/** What SNS puts around a message for a queue, and what the responder puts into it. */
const envelope = z.object({ Subject: z.string().default(""), Message: z.string() });
const alert = z.looseObject({
  stage: z.string().default(""),
  severity: z.string().default(""),
  text: z.string().optional(),
});

export async function openInbox(backstage: Backstage): Promise<Inbox> {
  const { place, alertsTopicArn: TopicArn } = auditNames(backstage.config);
  const { sns, sqs } = await backstage.operator(place.accountId);
  const queueArn = arn("sqs", place, NAME);
  const Policy = policyJson([
    {
      Sid: "AlertsOnly",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
    },
  ]);
  const created = await sqs.send(
    new CreateQueueCommand({ QueueName: NAME, Attributes: { Policy } }),
  );
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn,
      ReturnSubscriptionArn: true,
    }),
  );
  const { QueueUrl = "" } = created;
  return {
    read: () => readAll(sqs, QueueUrl),
    close: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

async function readAll(
  sqs: Awaited<ReturnType<Backstage["operator"]>>["sqs"],
  QueueUrl: string,
): Promise<AlertRecord[]> {
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
  const { Subject, Message } = envelope.parse(JSON.parse(body));
  const document: unknown = JSON.parse(Message);
  const { stage, severity, text = Message } = alert.parse(document);
  return {
    receivedAt: new Date().toISOString(),
    subject: Subject,
    stage,
    severity,
    text,
    document,
  };
}
