import { type Destination, MotoFault } from "../moto-client";
import { busNamed, matchingRules, type Bus, busArn, targetsOf } from "./buses";
import { type BusEvent } from "../../decisions/bus-event";
import { busRefusal, type Delivery, queueRefusal, type Refusal, topicRefusal } from "./refusals";
import { inputFor } from "../../decisions/input-transformer";

/** Where one event went by one target of one rule. */
export interface Route {
  readonly eventId: string;
  readonly bus: string;
  readonly rule: string;
  readonly target: string;
  /** `left`: the target is somebody else's to run, such as a function. */
  readonly outcome: "delivered" | "left" | "refused";
  readonly because: string;
  /** Of a refused event: `lost` is what AWS does without a queue, or when the queue refuses too. */
  readonly deadLetter?: "kept" | "lost";
}

export type Delivering = Pick<Delivery, "moto" | "buckets" | "enforcement"> & {
  readonly routes: Route[];
};

interface Arrival {
  readonly bus: Bus;
  readonly event: BusEvent;
  /** What came over a bus goes to no third one (EventBridge guide, eb-bus-to-bus). */
  readonly overBus: boolean;
}

/** Sends the event to every target of every rule that takes it, one after the other. */
export async function deliverEvent(parts: Delivering, arrival: Arrival): Promise<void> {
  const { bus, event } = arrival;
  for (const rule of await matchingRules(parts.moto, bus, event)) {
    for (const target of await targetsOf(parts.moto, bus, rule)) {
      await hand(parts, arrival, { ...parts, bus, rule, target, event });
    }
  }
}

async function hand(parts: Delivering, arrival: Arrival, delivery: Delivery): Promise<void> {
  const { bus, event, rule, target } = delivery;
  const route = { eventId: event.id, bus: busArn(bus), rule: rule.Name, target: target.Arn };
  const send = senders[serviceOf(target.Arn)];
  if (send === undefined) {
    parts.routes.push({ ...route, outcome: "left", because: "not EventBridge's to run" });
    return;
  }
  const refusal = await send(parts, arrival, delivery).catch(missing);
  if (refusal === undefined) {
    parts.routes.push({ ...route, outcome: "delivered", because: "" });
    return;
  }
  const deadLetter = await keepDeadLetter(delivery, refusal);
  parts.routes.push({ ...route, outcome: "refused", because: refusal, deadLetter });
}

/** A target that isn't there is told apart from one that refuses only by the code. */
const missing = (error: unknown): string => {
  if (error instanceof MotoFault) return `${error.code}: ${error.message}`;
  throw error;
};

type Send = (parts: Delivering, arrival: Arrival, delivery: Delivery) => Promise<Refusal>;

const serviceOf = (arn: string): string => {
  const [, , service = "", , , resource = ""] = arn.split(":");
  return service === "events" ? (resource.split("/")[0] ?? "") : service;
};

const senders: Readonly<Record<string, Send | undefined>> = {
  "event-bus": async (parts, { overBus, event }, delivery) => {
    if (overBus) return "an event that came over a bus is sent to no third one";
    const refusal = await busRefusal(delivery, delivery.target.Arn);
    if (refusal !== undefined) return refusal;
    const bus = busNamed(delivery.target.Arn, delivery.bus);
    await deliverEvent(parts, { bus, event, overBus: true });
    return undefined;
  },
  sns: async ({ moto }, _, delivery) => {
    const { Arn: TopicArn } = delivery.target;
    const refusal = await topicRefusal(delivery, TopicArn);
    if (refusal !== undefined) return refusal;
    await moto.query(placeOf(TopicArn), "Publish", { TopicArn, Message: inputOf(delivery) });
    return undefined;
  },
  sqs: async (_, __, delivery) => {
    const { Arn: queueArn } = delivery.target;
    const refusal = await queueRefusal(delivery, queueArn);
    if (refusal === undefined) await sendMessage(delivery, { queueArn, body: inputOf(delivery) });
    return refusal;
  },
};

const inputOf = ({ target, event, rule }: Delivery): string =>
  inputFor(target, event, { arn: rule.Arn, name: rule.Name });

const placeOf = (arn: string): Destination => {
  const [, , service = "", region = "", accountId = ""] = arn.split(":");
  return { service, region, accountId };
};

interface Message {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

async function sendMessage({ moto }: Delivery, { queueArn, body, attributes = {} }: Message) {
  const [, , , , accountId = "", name = ""] = queueArn.split(":");
  const typed = Object.entries(attributes).map(
    ([key, StringValue]) => [key, { DataType: "String", StringValue }] as const,
  );
  await moto.json(placeOf(queueArn), "AmazonSQS.SendMessage", {
    QueueUrl: `http://127.0.0.1/${accountId}/${name}`,
    MessageBody: body,
    MessageAttributes: Object.fromEntries(typed),
  });
}

/** Missing permissions aren't tried again: the event goes to the queue at once (EventBridge guide, eb-rule-dlq). */
async function keepDeadLetter(delivery: Delivery, refusal: string): Promise<"kept" | "lost"> {
  const { rule, target, event } = delivery;
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return "lost";
  if ((await queueRefusal(delivery, queueArn).catch(missing)) !== undefined) return "lost";
  await sendMessage(delivery, {
    queueArn,
    body: JSON.stringify(event),
    attributes: {
      RULE_ARN: rule.Arn,
      TARGET_ARN: target.Arn,
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: refusal,
    },
  });
  return "kept";
}
