import { SubscribeCommand, type SNSClient } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** An alert as the security team gets it. */
export interface Received {
  readonly subject: string;
  /** The message's JSON; alerts of every kind name their bucket there. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface Inbox {
  /** All that came so far, in the order in which they came. */
  read(): Promise<readonly Received[]>;
}

export interface InboxParts {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly TopicArn: string;
}

/** A queue behind the topic: an e-mail can't be read here. */
export async function openInbox({ sns, sqs, TopicArn }: InboxParts): Promise<Inbox> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "inbox" }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn }),
  );
  // One reader at a time: what one has taken, another one must not miss.
  let received: Promise<readonly Received[]> = Promise.resolve([]);
  return {
    read: () => {
      received = received.then(async (before) => {
        const bodies = (await takeAll(sqs, QueueUrl)).map(({ Body = "{}" }) => Body);
        return [...before, ...bodies.map(toReceived)];
      });
      return received;
    },
  };
}

function toReceived(body: string): Received {
  const { Subject = "", Message = "{}" } = JSON.parse(body) as Readonly<Record<string, string>>;
  return { subject: Subject, document: JSON.parse(Message) as Received["document"] };
}

/** Empties a queue. */
export async function takeAll(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
