import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from "@aws-sdk/client-eventbridge";
import {
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
} from "@aws-sdk/client-s3";
import { matchesPattern } from "../../emulator";
import { type Backstage, type Guarded } from "./backstage";
import { type Clients } from "./clients";
import { type DeployedFunction } from "./deployed-function";
import { invocationRights } from "./invocation-rights";
import { notificationEvent, trailEvent } from "./events";
import { type DeliveryRecord } from "./record";
import { timed } from "./recorder";
import { isAccepted, type PutCall } from "./upload";

/** An event as AWS would send it, and what makes AWS send it. */
export interface Delivery {
  readonly trigger: DeliveryRecord["trigger"];
  readonly by: string;
  readonly event: unknown;
}

/**
 * What of AWS may tell the function about a call: read from what is deployed, not from the stacks.
 * Whom the function's policy doesn't let in isn't here.
 */
export interface Wiring {
  readonly notifications: readonly LambdaFunctionConfiguration[];
  readonly rules: readonly { readonly rule: Rule; readonly targets: readonly Target[] }[];
}

export async function readWiring(backstage: Backstage, { names }: Guarded): Promise<Wiring> {
  const operator = await backstage.operator(names.place.accountId);
  const { LambdaFunctionConfigurations: notifications = [] } = await operator.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: names.bucket }),
  );
  const mayInvoke = await invocationRights(operator, names.responderArn, names.place);
  const rules = await rulesOf(operator);
  return {
    notifications: (await mayInvoke("s3.amazonaws.com", names.bucketArn)) ? notifications : [],
    rules: await keep(rules, ({ rule }) => mayInvoke("events.amazonaws.com", rule.Arn ?? "")),
  };
}

async function keep<T>(items: readonly T[], isKept: (item: T) => Promise<boolean>): Promise<T[]> {
  const verdicts = await Promise.all(items.map(isKept));
  return items.filter((_, index) => verdicts[index]);
}

/** The first page holds 100 rules: more than an account of this product has. */
async function rulesOf({ events }: Clients): Promise<Wiring["rules"]> {
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  return Promise.all(
    Rules.map(async (rule) => {
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule.Name }));
      return { rule, targets: Targets };
    }),
  );
}

/** `s3:ObjectCreated:*` names every way of creating. */
const coversPut = (event: string): boolean =>
  event === "s3:ObjectCreated:*" || event === "s3:ObjectCreated:Put";

/** The notification and the trail's event that `call` causes, each only when it is wired up. */
export function deliveriesFor(call: PutCall, wiring: Wiring, guarded: Guarded): Delivery[] {
  const { place, responderArn } = guarded.names;
  const notified = wiring.notifications.filter(
    ({ LambdaFunctionArn, Events = [], Filter }) =>
      isAccepted(call) && LambdaFunctionArn === responderArn && !Filter && Events.some(coversPut),
  );
  return [
    ...notified.map(({ Id = "" }): Delivery => {
      return { trigger: "notification", by: Id, event: notificationEvent(call, Id, place) };
    }),
    ...deliveriesByRule(trailEvent(call, place), wiring, guarded),
  ];
}

/** The rules that send an event on EventBridge's bus to the function. */
export function deliveriesByRule(event: unknown, wiring: Wiring, { names }: Guarded): Delivery[] {
  const matched = wiring.rules.filter(
    ({ rule, targets }) =>
      rule.State === "ENABLED" &&
      rule.EventPattern !== undefined &&
      targets.some(({ Arn }) => Arn === names.responderArn) &&
      matchesPattern(JSON.parse(rule.EventPattern), event),
  );
  return matched.map(({ rule }) => ({ trigger: "trail", by: rule.Name ?? "", event }));
}

/** Invokes the function with one event, and keeps what became of it. */
export async function deliver(
  { recorder }: Backstage,
  deployed: DeployedFunction,
  { delivery, about }: { readonly delivery: Delivery; readonly about: string },
): Promise<void> {
  const at = new Date().toISOString();
  const { value: result, seconds } = await timed(() => deployed.invoke(delivery.event));
  const logs = deployed.logged();
  recorder.record.deliveries.push({ ...delivery, about, at, seconds, ok: result.ok, logs });
  const sent = delivery.trigger === "notification" ? "S3's notification" : "CloudTrail's event";
  recorder.check(`${sent} reaches the function`, {
    ok: result.ok,
    expected: "a success",
    found: result.ok
      ? `by "${delivery.by}", handled in ${seconds} s`
      : `${result.errorType}: ${result.errorMessage}`,
  });
}
