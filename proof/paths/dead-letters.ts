import { workloadNames } from "../../config/names";
import { type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds, type Path } from "../path";
import type { PathSource, Scope, WorkloadScope } from "../scope";
import {
  plannedIn,
  type QueueCalledFor,
  queuesCalledFor,
  type RuleCalledFor,
  rulesCalledFor,
} from "./called-for";
import { keepsFailures } from "./dead-letters/failures";
import { isWatched, keepsUndelivered } from "./dead-letters/keeping";
import { type Bus, busOf, ruleNamed, rulesOn, targetsOf } from "./events";

/** Nothing that can't be delivered is lost without a word. */
export const deadLetterPaths: PathSource = {
  shared: (scope) => pathsOf(scope),
  ofWorkload: (scope) => [...pathsOf(scope), ofFunction(scope)],
};

const pathsOf = (scope: Scope): Path[] => [
  ...ofRules(scope),
  ...ofOtherTargets(scope),
  ...ofQueues(scope),
];

const at = ({ accountId, region }: Pick<Bus, "accountId" | "region">): string =>
  `${accountId}/${region}`;

const rulesIn = (scope: Scope): readonly RuleCalledFor[] =>
  plannedIn(scope).flatMap((planned) => rulesCalledFor(scope.config, planned));

const ofRules = (scope: Scope): Path[] =>
  rulesIn(scope).map((called) => ({
    family: "dead-letters",
    id: `dead-letters/${at(called.bus)}/${called.name}`,
    title: `what ${called.name} in ${at(called.bus)} can't deliver is kept, and told`,
    walk: () => ruleKeeps(scope, called),
  }));

/** The rule has the target that it is for; of that one and of any other nothing is lost. */
async function* ruleKeeps(
  scope: Scope,
  { name, bus, targetArn }: RuleCalledFor,
): AsyncGenerator<Hop> {
  const { estate } = scope;
  const rule = ruleNamed(estate, bus, name);
  const what = `the rule ${name} sends to ${targetArn}`;
  if (!rule) {
    yield broken(what, `no stack has it on the bus ${bus.name} of ${at(bus)}`);
    return;
  }
  const targets = targetsOf(estate, rule);
  const meant = targets.find((target) => textOf(target, "arn") === targetArn);
  yield meant
    ? holds(what, whereOf(meant), meant)
    : broken(what, "it has no such target", { at: rule });
  for (const target of targets) yield* keepsUndelivered(scope, { rule, target });
}

/** Targets of rules that the configuration doesn't call for: whoever made them relies on them. */
function ofOtherTargets(scope: Scope): Path[] {
  const { estate, own } = scope;
  const called = rulesIn(scope);
  const isCalledFor = (name: string | undefined, bus: Bus) =>
    called.some((one) => one.name === name && at(one.bus) === at(bus) && one.bus.name === bus.name);
  return estate
    .resources("aws_cloudwatch_event_target")
    .filter((target) => own.includes(target.stack))
    .filter((target) => !isCalledFor(textOf(target, "rule"), busOf(target)))
    .map((target) => ({
      family: "dead-letters",
      id: `dead-letters/${target.stack.name}/${target.address}`,
      title: `what can't be delivered to ${whereOf(target)} is kept, and told`,
      walk: () => targetKeeps(scope, target),
    }));
}

async function* targetKeeps(scope: Scope, target: Resource): AsyncGenerator<Hop> {
  const name = textOf(target, "rule");
  const rule = rulesOn(scope.estate, busOf(target)).find((one) => textOf(one, "name") === name);
  const what = `${whereOf(target)} belongs to a rule`;
  if (!rule) {
    yield broken(what, `no stack has the rule ${name ?? ""}`, { at: target });
    return;
  }
  yield holds(what, whereOf(rule), rule);
  yield* keepsUndelivered(scope, { rule, target });
}

const ofQueues = (scope: Scope): Path[] =>
  plannedIn(scope).flatMap((planned) =>
    queuesCalledFor(scope.config, planned).map((queue) => ({
      family: "dead-letters",
      id: `dead-letters/${at(planned)}/queue/${queue.name}`,
      title: `${queue.name} in ${at(planned)} keeps what comes for 14 days, and is watched`,
      walk: () => queueKeeps(scope, queue),
    })),
  );

/** `docs/alarms.md`; SQS keeps nothing longer. */
const RETENTION_SECONDS = 14 * 24 * 3600;

async function* queueKeeps(scope: Scope, { arn }: QueueCalledFor): AsyncGenerator<Hop> {
  const queue = scope.estate.byArn("aws_sqs_queue", arn);
  const what = `there is a queue ${arn}`;
  if (!queue) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(queue), queue);
  const kept = "it keeps messages for 14 days";
  const seconds = queue.value("message_retention_seconds");
  const mend = [{ at: queue, argument: "message_retention_seconds", add: RETENTION_SECONDS }];
  yield seconds === RETENTION_SECONDS
    ? holds(kept, whereOf(queue), queue)
    : broken(kept, `its message_retention_seconds is ${String(seconds)}`, { at: queue, mend });
  yield* isWatched(scope, queue);
}

function ofFunction(scope: WorkloadScope): Path {
  const { place, responder } = workloadNames(scope.config, scope.workload);
  return {
    family: "dead-letters",
    id: `dead-letters/${at(place)}/function/${responder}`,
    title: `what ${responder} fails at is kept, and told`,
    walk: () => keepsFailures(scope),
  };
}
