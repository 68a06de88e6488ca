import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import {
  asItIs,
  type Bus,
  eventBridgeFor,
  isEnabled,
  type Route,
  routesOf,
  ruleNamed,
  targetsOf,
  unreadHop,
} from "../events";
import { ruleAndTarget } from "../named-rule";
import {
  type CallToTake,
  eventOf,
  notificationOf,
  patternOf,
  type Read,
  recordOf,
} from "./calls-to-take";
import { invoke, namesOf } from "./function";
import { trailOf } from "../trails";

/** S3 tells the function of each new object, by whatever call. */
export async function* notified(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { bucket, bucketArn, place } = namesOf(scope);
  const guarded = scope.estate.byArn("aws_s3_bucket", bucketArn);
  const what = `there is a bucket ${bucket}`;
  if (guarded?.place.accountId !== place.accountId) {
    yield broken(what, `no stack of ${place.accountId} has it`);
    return;
  }
  yield holds(what, whereOf(guarded), guarded);
  yield notifies(scope, bucket);
  const caller = {
    service: "s3.amazonaws.com",
    sourceArn: bucketArn,
    sourceAccount: place.accountId,
  };
  yield* invoke(scope, { caller, event: notificationOf(scope), read: "upload" });
}

/** A bucket has one configuration of notifications: of two, the one applied last is in force. */
function notifies(scope: WorkloadScope, bucket: string): Hop {
  const what = "its notification names the function for every new object";
  const { responderArn } = namesOf(scope);
  const [found, ...others] = scope.estate
    .resources("aws_s3_bucket_notification")
    .filter((one) => textOf(one, "bucket") === bucket);
  if (!found) return broken(what, "the bucket has no notification");
  if (others.length > 0) {
    const all = [found, ...others].map(whereOf).join(", ");
    return broken(what, `they overwrite each other: ${all}`, { at: found });
  }
  const entry = blocksOf(found, "lambda_function").find(
    ({ lambda_function_arn, events }) =>
      lambda_function_arn === responderArn && [events].flat().includes("s3:ObjectCreated:*"),
  );
  const lambda_function = { lambda_function_arn: responderArn, events: ["s3:ObjectCreated:*"] };
  const mend = [{ at: found, argument: "lambda_function", add: lambda_function }];
  if (!entry) return broken(what, "it has no such entry", { at: found, mend });
  const filters = [entry.filter_prefix, entry.filter_suffix].filter(
    (filter) => filter !== undefined && filter !== "",
  );
  return filters.length > 0
    ? broken(what, `it tells only of keys with ${filters.join(" and ")}`, { at: found, mend })
    : holds(what, whereOf(found), found);
}

const homeBus = (scope: WorkloadScope): Bus => {
  const { accountId, region } = namesOf(scope).place;
  return { accountId, region, name: "default" };
};

/** CloudTrail records the call, and a rule hands it to the function. */
export async function* traced(scope: WorkloadScope, call: CallToTake): AsyncGenerator<Hop> {
  const { responderArn, bucket } = namesOf(scope);
  const bus = homeBus(scope);
  const recorded = `a trail that is logging records ${call.name} on ${bucket}`;
  const trail = trailOf(scope.estate, bus, recordOf(call, scope));
  if (!trail) {
    yield broken(recorded, "no trail of the account, nor of its organization, selects it");
    return;
  }
  yield holds(recorded, whereOf(trail), trail);

  const event = eventOf(call, scope);
  const isFunction = (target: Resource) => textOf(target, "arn") === responderArn;
  const routes = routesOf(scope.estate, { bus, event }, isFunction);
  const what = "a rule hands CloudTrail's event to the function";
  const [route] = routes.found;
  if (!route) {
    yield unreadHop(what, routes) ?? broken(what, "no enabled rule with that target matches it");
    return;
  }
  yield holds(what, whereOf(route.rule), route.rule);
  yield* handsOver(scope, route, { event, read: call.read });
}

/** The rule takes these calls and no others: whatever else called the function would delay it. */
export function* sifted(scope: WorkloadScope): Generator<Hop> {
  const { prefix, responderArn: targetArn } = namesOf(scope);
  const named = { bus: homeBus(scope), name: `${prefix}-uploads`, targetArn };
  yield* ruleAndTarget(scope, { ...named, pattern: patternOf(scope) });
}

/** Docs and decisions promise it: so long may a block stay lifted that no event told of. */
const SWEEP_MINUTES = 5;

/** The schedule calls the function. */
export async function* swept(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { sweepRule, responderArn, place } = namesOf(scope);
  const rule = ruleNamed(scope.estate, homeBus(scope), sweepRule);
  const what = `a rule ${sweepRule} fires every ${SWEEP_MINUTES} minutes or oftener`;
  const fault = rule ? faultOfSchedule(rule) : "no stack of the account has it";
  if (!rule || fault !== undefined) {
    yield broken(what, String(fault), rule && { at: rule });
    return;
  }
  yield holds(what, whereOf(rule), rule);
  const target = targetsOf(scope.estate, rule).find((one) => textOf(one, "arn") === responderArn);
  const targeted = "its target is the function";
  if (!target) {
    yield broken(targeted, "it has no such target", { at: rule });
    return;
  }
  yield holds(targeted, whereOf(target), target);
  const event = {
    ...{ version: "0", id: "tick-1", "detail-type": "Scheduled Event", source: "aws.events" },
    ...{ account: place.accountId, region: place.region, time: "2026-11-22T03:00:00Z" },
    ...{ resources: [textOf(rule, "arn")], detail: {} },
  };
  yield* handsOver(scope, { rule, target }, { event, read: "scheduled" });
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** `rate(5 minutes)`; a cron expression isn't what this schedule is written as. */
function faultOfSchedule(rule: Resource): string | undefined {
  if (!isEnabled(rule)) return "it is disabled";
  const schedule = textOf(rule, "schedule_expression") ?? "";
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = Number(count) * (UNIT_MINUTES[unit] ?? NaN);
  return minutes <= SWEEP_MINUTES ? undefined : `its schedule_expression is "${schedule}"`;
}

/** The target hands the event over as it is, EventBridge may call the function, which understands. */
async function* handsOver(
  scope: WorkloadScope,
  { rule, target }: Route,
  { event, read }: { readonly event: unknown; readonly read: Read },
): AsyncGenerator<Hop> {
  yield asItIs(target);
  yield* invoke(scope, { caller: eventBridgeFor(rule), event, read });
}
