import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { CANARY_EVENT, CANARY_SOURCE, canaryDetail } from "../../../config/findings/canary";
import { accountNames, auditNames } from "../../../config/names";
import type { WardenConfig } from "../../../config/schema";
import { type ClientsAt, type DoctorClients } from "../clients";
import { type Canary } from "./flock";
import { type CanaryPorts, type DeadLetter } from "./fly";

/** A long poll: SQS answers at once when something is there. */
const POLL_SECONDS = 5;
/** Others' messages are theirs to fetch: they are out of sight for as long as it takes to see that. */
const HIDDEN_SECONDS = 2;

export function canaryPorts(config: WardenConfig, clientsAt: ClientsAt): CanaryPorts {
  const { place: home, canaryQueue } = auditNames(config);
  return {
    now: Date.now,
    put: async (canary) => putCanary((await clientsAt(canary)).events, config, canary),
    fetch: async (own) => {
      const queue = await openQueue((await clientsAt(home)).sqs, canaryQueue);
      const messages = await queue.receive(POLL_SECONDS);
      const found = messages.map((message) => ({ message, id: idIn(message) }));
      const ours = found.filter(({ id }) => own.has(id));
      for (const { message } of ours) await queue.remove(message);
      return ours.map(({ id }) => id);
    },
    deadLetter: async (canary) => {
      for (const place of [canary, home]) {
        const { deadLetterQueue } = accountNames(config, place.accountId, place.region);
        const queue = await openQueue((await clientsAt(place)).sqs, deadLetterQueue);
        const letter = (await queue.receive(1)).find((message) => idIn(message) === canary.id);
        if (!letter) continue;
        // A test leaves nothing behind that raises an alarm.
        await queue.remove(letter);
        return letterIn(letter, place === home ? "audit" : canary.stack);
      }
      return undefined;
    },
  };
}

async function putCanary(events: DoctorClients["events"], config: WardenConfig, canary: Canary) {
  const { id, severity } = canary;
  const entry = {
    Source: CANARY_SOURCE,
    DetailType: CANARY_EVENT,
    Detail: JSON.stringify(canaryDetail(config, { canary: id, severity })),
  };
  try {
    const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    return Entries[0]?.EventId
      ? undefined
      : (Entries[0]?.ErrorMessage ?? "EventBridge says nothing");
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

async function openQueue(sqs: SQSClient, QueueName: string) {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return {
    receive: async (WaitTimeSeconds: number): Promise<readonly Message[]> => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          ...{ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages: 10 },
          VisibilityTimeout: HIDDEN_SECONDS,
          MessageAttributeNames: ["All"],
        }),
      );
      return Messages;
    },
    remove: ({ ReceiptHandle }: Message) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
  };
}

/** In an alert at the top, in an event that couldn't be delivered in its detail. */
export function idIn({ Body = "" }: Pick<Message, "Body">): string {
  try {
    const { canary, detail } = JSON.parse(Body) as {
      readonly canary?: string;
      readonly detail?: { readonly canary?: string };
    };
    return canary ?? detail?.canary ?? "";
  } catch {
    return "";
  }
}

/** EventBridge guide, eb-rule-dlq: what it writes beside the event. */
function letterIn({ MessageAttributes = {} }: Message, stack: string): DeadLetter {
  const said = (name: string) => MessageAttributes[name]?.StringValue ?? "";
  return {
    stack,
    rule: said("RULE_ARN"),
    target: said("TARGET_ARN"),
    because: [said("ERROR_CODE"), said("ERROR_MESSAGE")].filter(Boolean).join(": "),
  };
}
