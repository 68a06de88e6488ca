import { alertTopicArns, auditNames } from "../../../config/names";
import type { BusEvent } from "../../../decisions/bus-event";
import type { SampleFinding } from "../../../samples/sample-findings";
import { type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";
import { eventBridgePublishes } from "../alerts-topic";
import { type Bus, type Route, type Routes, routesOf, shownOf, unreadHop } from "../events";
import { isRecorded, putOnBus, takenByBus } from "./forwarding";
import { readsWell } from "./rendering";

/** A finding that must be told, among all samples of its kind. */
export interface Told {
  readonly sample: SampleFinding;
  /** All that are made from the configuration: where one lacks a field, another may have it. */
  readonly samples: readonly SampleFinding[];
}

const securityBus = ({ config }: Scope): Bus => {
  const { bus: name, place } = auditNames(config);
  return { accountId: place.accountId, region: place.region, name };
};

const defaultBus = ({ account, region }: SampleFinding): Bus => ({
  accountId: account,
  region,
  name: "default",
});

/** From the default bus of the account to the security bus. */
function forwarding({ config, estate }: Scope, sample: SampleFinding): Routes {
  const { busArn } = auditNames(config);
  const at = { bus: defaultBus(sample), event: sample.event };
  return routesOf(estate, at, (target) => textOf(target, "arn") === busArn);
}

/** From a bus to SNS: whatever else takes the event, an alert it makes none. */
const telling = ({ estate }: Scope, at: { readonly bus: Bus; readonly event: BusEvent }): Routes =>
  routesOf(estate, at, (target) => (textOf(target, "arn") ?? "").split(":")[2] === "sns");

/** The finding gets to the security bus, becomes a readable alert there, and is read. */
export async function* reaches(scope: Scope, told: Told): AsyncGenerator<Hop> {
  const { event, severity } = told.sample;
  const { busArn, alertTopics } = auditNames(scope.config);
  yield* isRecorded(scope, told.sample);
  const forwarded = forwarding(scope, told.sample);
  const from = { bus: defaultBus(told.sample), event };
  const forwarder = yield* exactlyOne("one rule sends it to the security bus", forwarded, () =>
    routesOf(scope.estate, from),
  );
  if (!forwarder) return;
  yield notDirectly(scope, told.sample);
  yield* takenByBus(scope, busArn);
  yield* putOnBus(scope, forwarder, event);

  const at = { bus: securityBus(scope), event };
  const alert = yield* exactlyOne(
    `one rule on ${busArn} makes an alert of it`,
    telling(scope, at),
    () => routesOf(scope.estate, at),
  );
  if (!alert) return;
  yield* readsWell(alert, told);
  yield* ontoTopic(scope, alert, alertTopics[severity].arn);
}

async function* ontoTopic(
  scope: Scope,
  { rule, target }: Route,
  topicArn: string,
): AsyncGenerator<Hop> {
  const what = `it is published to ${topicArn}`;
  if (textOf(target, "arn") !== topicArn) {
    const mend = [{ at: target, argument: "arn", add: topicArn }];
    yield broken(what, `the target is ${shownOf(target, "arn")}`, { at: target, mend });
    return;
  }
  yield holds(what, whereOf(target), target);
  yield* eventBridgePublishes(scope, rule, topicArn);
}

/** It is below the threshold, told by another way, or nobody's business: no rule tells it. */
export function* reachesNobody(scope: Scope, sample: SampleFinding): Generator<Hop> {
  const what = "no rule makes an alert of it";
  const { event } = sample;
  const forwarded = forwarding(scope, sample);
  const alerts =
    forwarded.found.length > 0
      ? telling(scope, { bus: securityBus(scope), event })
      : { found: [], unread: [] };
  const direct = telling(scope, { bus: defaultBus(sample), event });
  const unread = [forwarded, alerts, direct].flatMap((routes) => unreadHop(what, routes) ?? []);
  const [alert] = [...alerts.found, ...direct.found];
  if (alert) yield broken(what, `${whereOf(alert.rule)} takes it`, { at: alert.rule });
  else yield unread[0] ?? holds(what, "it is below the threshold, or not to be told");
}

/** Besides the way over the security bus, no rule of the account's publishes it to our topics. */
function notDirectly(scope: Scope, sample: SampleFinding): Hop {
  const what = "no rule of its own bus tells it besides";
  const topics = alertTopicArns(auditNames(scope.config));
  const at = { bus: defaultBus(sample), event: sample.event };
  const isOurs = (target: Resource) => topics.includes(textOf(target, "arn") ?? "");
  const direct = routesOf(scope.estate, at, isOurs);
  const [first] = direct.found;
  return first
    ? broken(what, `it would be told twice: ${whereOf(first.target)}`, { at: first.target })
    : (unreadHop(what, direct) ?? holds(what, "none publishes to a topic of alerts"));
}

/** Where it goes instead. */
const elsewhere = ({ found }: Routes): string =>
  found
    .map(({ target }) => `; by ${whereOf(target)} it goes to ${shownOf(target, "arn")}`)
    .join("");

function* exactlyOne(
  what: string,
  routes: Routes,
  all: () => Routes,
): Generator<Hop, Route | undefined> {
  const [first, ...others] = routes.found;
  const unread = unreadHop(what, routes);
  if (unread) {
    yield unread;
    return undefined;
  }
  if (!first) {
    yield broken(what, `no enabled rule with such a target matches it${elsewhere(all())}`);
    return undefined;
  }
  if (others.length > 0) {
    const names = routes.found.map(({ rule }) => whereOf(rule)).join(", ");
    yield broken(what, `it would be told ${routes.found.length} times: ${names}`, {
      at: first.rule,
    });
    return undefined;
  }
  yield holds(what, whereOf(first.rule), first.rule);
  return first;
}
