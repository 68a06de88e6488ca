import type { BusEvent } from "../../decisions/bus-event";
import { mayDo } from "../hops";
import type { Estate } from "../model/estate";
import { type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";
import { mayPublish } from "./alerts-topic";
import { type Bus, eventBridgeFor, type Route, routesOf, unreadHop } from "./events";
import { putOnBus, takenByBus } from "./findings/forwarding";

/** An event on a bus, and whom it must get to. */
export interface Delivery {
  readonly event: BusEvent;
  readonly from: Bus;
  /** An endpoint that is subscribed to a topic, or the ARN of a topic, queue or function. */
  readonly to: string;
}

/** Rules and targets, one behind the other: from the first bus, or from the one behind it. */
type Way = readonly Route[];

/**
 * The hops of the way that brings the event there; else of the one that gets furthest. A way that
 * doesn't arrive ends with the hop that doesn't hold.
 */
export async function delivered(estate: Estate, delivery: Delivery): Promise<readonly Hop[]> {
  const { ways, unread } = waysOf(estate, delivery);
  const walked: (readonly Hop[])[] = [];
  for (const way of ways) walked.push(await hopsOf(stepsAlong(estate, delivery, way)));
  const arrived = walked.find((hops) => hops.every(({ verdict }) => verdict === "holds"));
  const furthest = walked.toSorted((one, other) => other.length - one.length)[0];
  return arrived ?? furthest ?? [unread ?? nobodyTakes(delivery)];
}

const nobodyTakes = ({ from }: Delivery): Hop =>
  broken(
    `a rule takes it from ${nameOf(from)}`,
    "no enabled rule there has a target and a pattern that matches",
  );

const nameOf = ({ name, accountId, region }: Bus): string =>
  `the bus ${name} of ${accountId} in ${region}`;

async function hopsOf(steps: AsyncGenerator<Hop>): Promise<readonly Hop[]> {
  const hops: Hop[] = [];
  for await (const hop of steps) {
    hops.push(hop);
    if (hop.verdict !== "holds") break;
  }
  return hops;
}

/**
 * EventBridge doesn't send on what another bus sent (EventBridge guide, eb-cross-account): a way
 * has two rules at most.
 */
function waysOf(estate: Estate, { event, from }: Delivery) {
  const first = routesOf(estate, { bus: from, event });
  const behind = first.found.map((route) => {
    const bus = busAt(textOf(route.target, "arn"));
    return { route, next: bus && routesOf(estate, { bus, event }) };
  });
  const ways = behind.flatMap(({ route, next }): Way[] =>
    next && next.found.length > 0 ? next.found.map((onward) => [route, onward]) : [[route]],
  );
  const what = `a rule takes it from ${nameOf(from)}`;
  return { ways, unread: unreadHop(what, first) };
}

/** `arn:aws:events:us-east-1:111111111111:event-bus/security` */
function busAt(arn: string | undefined): Bus | undefined {
  const [, , service, region = "", accountId = "", bus = ""] = (arn ?? "").split(":");
  const [kind, name = ""] = bus.split("/");
  return service === "events" && kind === "event-bus" ? { region, accountId, name } : undefined;
}

async function* stepsAlong(
  estate: Estate,
  { event, from, to }: Delivery,
  [first, second]: Way,
): AsyncGenerator<Hop> {
  if (!first) return;
  yield takenBy(first, from);
  const bus = busAt(textOf(first.target, "arn"));
  if (!bus) {
    yield* handedTo(estate, first, to);
    return;
  }
  yield* takenByBus({ estate }, textOf(first.target, "arn") ?? "");
  yield* putOnBus({ estate }, first, event);
  if (second) {
    yield takenBy(second, bus);
    yield* handedTo(estate, second, to);
  } else yield nobodyTakes({ event, from: bus, to });
}

const takenBy = ({ rule }: Route, bus: Bus): Hop =>
  holds(`a rule takes it from ${nameOf(bus)}`, whereOf(rule), rule);

/** What EventBridge must be allowed at a target that is no bus and no topic. */
const CALLS: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  lambda: "lambda:InvokeFunction",
};

async function* handedTo(estate: Estate, route: Route, to: string): AsyncGenerator<Hop> {
  const { rule, target } = route;
  const arn = textOf(target, "arn") ?? "";
  const topic = estate.byArn("aws_sns_topic", arn);
  if (topic) {
    yield* publishedTo(estate, route, topic);
    if (arn !== to) yield* readBy(estate, topic, to);
    return;
  }
  const what = `a target hands it to ${to}`;
  if (arn !== to) {
    yield broken(what, `the target is ${arn === "" ? "not known" : arn}`, { at: target });
    return;
  }
  const action = CALLS[arn.split(":")[2] ?? ""];
  if (action === undefined) {
    yield { what, verdict: "unknown", because: "such targets aren't judged", at: target };
    return;
  }
  yield mayDo(estate, { who: eventBridgeFor(rule), action, resource: arn });
}

/** EventBridge may say for whom it acts, and may not: policies must let it in both ways. */
async function* publishedTo(estate: Estate, { rule }: Route, topic: Resource): AsyncGenerator<Hop> {
  const said = eventBridgeFor(rule);
  for (const who of [{ service: said.service }, said]) {
    if (textOf(topic, "kms_master_key_id") !== undefined) yield* mayPublish({ estate }, who, topic);
    else yield mayDo(estate, { who, action: "sns:Publish", resource: textOf(topic, "arn") ?? "" });
  }
}

async function* readBy(estate: Estate, topic: Resource, to: string): AsyncGenerator<Hop> {
  const topicArn = textOf(topic, "arn") ?? "";
  const what = `${to} is subscribed to ${topicArn}`;
  const subscription = estate
    .resources("aws_sns_topic_subscription")
    .find((one) => textOf(one, "topic_arn") === topicArn && textOf(one, "endpoint") === to);
  if (!subscription) {
    yield broken(what, "no subscription says so", { at: topic });
    return;
  }
  const filter = textOf(subscription, "filter_policy");
  if (filter !== undefined && filter !== "{}") {
    yield broken(what, `its filter_policy may hold it back: ${filter}`, { at: subscription });
    return;
  }
  yield holds(what, whereOf(subscription), subscription);
  const action = CALLS[textOf(subscription, "protocol") ?? ""];
  if (action === undefined) return;
  const who = { service: "sns.amazonaws.com", sourceArn: topicArn };
  yield mayDo(estate, { who, action, resource: to });
}
