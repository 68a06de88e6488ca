import { alertTopicArns, auditNames } from "../../config/names";
import type { PlannedStack } from "../../config/stack-plan";
import { textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds, type Path } from "../path";
import type { PathSource, Scope } from "../scope";
import { type AlarmCalledFor, alarmsCalledFor } from "./alarms/called-for";
import { actionsOf, alarmIsTold } from "./alarms/telling";
import { faultsOfWatch } from "./alarms/watch";
import { plannedIn } from "./called-for";

/** Every alarm of `docs/alarms.md`, and whatever else uses their ways, reaches the team. */
export const alarmPaths: PathSource = {
  shared: (scope) => pathsOf(scope),
  ofWorkload: (scope) => pathsOf(scope),
};

const pathsOf = (scope: Scope): Path[] => [...calledFor(scope), ...others(scope)];

const calledFor = (scope: Scope): Path[] =>
  plannedIn(scope).flatMap((planned) =>
    alarmsCalledFor(scope.config, planned).map((alarm) => ({
      family: "alarms",
      id: `alarms/${planned.accountId}/${planned.region}/${alarm.name}`,
      title: `the alarm ${alarm.name} in ${planned.accountId}, ${planned.region} reaches the team`,
      walk: () => watches(scope, planned, alarm),
    })),
  );

/** There is one of that name, it watches what it should, and it is told. */
async function* watches(
  scope: Scope,
  { accountId, region }: PlannedStack,
  { name, watch }: AlarmCalledFor,
): AsyncGenerator<Hop> {
  const [alarm, ...more] = scope.estate
    .resources("aws_cloudwatch_metric_alarm")
    .filter(
      (one) =>
        textOf(one, "alarm_name") === name &&
        one.place.accountId === accountId &&
        one.place.region === region,
    );
  const there = `there is one alarm ${name}`;
  if (!alarm) {
    yield broken(there, `no stack of ${accountId} has it in ${region}`);
    return;
  }
  yield more.length > 0
    ? broken(there, `they overwrite each other: ${[alarm, ...more].map(whereOf).join(", ")}`)
    : holds(there, whereOf(alarm), alarm);
  const faults = faultsOfWatch(alarm, watch);
  const what = `it watches ${watch.metric} of ${Object.values(watch.dimensions).join(", ")}`;
  yield faults.length > 0
    ? broken(what, faults.join("; "), { at: alarm })
    : holds(what, whereOf(alarm), alarm);
  yield* alarmIsTold(scope, alarm);
}

const nameAt = ({ accountId, region }: Pick<PlannedStack, "accountId" | "region">, name: string) =>
  `${accountId} ${region} ${name}`;

/** Not called for, but named like ours, or acting by our topics: anybody would rely on it. */
function others(scope: Scope): Path[] {
  const { config, estate, own } = scope;
  const expected = new Set(
    plannedIn(scope).flatMap((planned) =>
      alarmsCalledFor(config, planned).map(({ name }) => nameAt(planned, name)),
    ),
  );
  const topics = alertTopicArns(auditNames(config));
  return estate
    .resources("aws_cloudwatch_metric_alarm")
    .filter((alarm) => own.includes(alarm.stack))
    .filter((alarm) => {
      const name = textOf(alarm, "alarm_name") ?? "";
      const usesOurWays =
        name.startsWith(`${config.prefix}-`) ||
        actionsOf(alarm).some((action) => topics.includes(action));
      return usesOurWays && !expected.has(nameAt(alarm.place, name));
    })
    .map((alarm) => ({
      family: "alarms",
      id: `alarms/${alarm.stack.name}/${alarm.address}`,
      title: `the alarm ${textOf(alarm, "alarm_name") ?? alarm.address} reaches the team`,
      walk: () => alarmIsTold(scope, alarm),
    }));
}
