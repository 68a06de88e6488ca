import { mayDo, useKey } from "../../hops";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";
import { alarmIsTold } from "../alarms/telling";
import { alarmsOnQueue } from "../alarms/watch";
import type { Asker } from "../../decide/asker";
import { eventBridgeFor, type Route } from "../events";

/** What the target can't take is tried again, and then kept in a queue that somebody looks at. */
export async function* keepsUndelivered(
  scope: Scope,
  { rule, target }: Route,
): AsyncGenerator<Hop> {
  yield triesAgain(target);
  const [config] = blocksOf(target, "dead_letter_config");
  const arn = typeof config?.arn === "string" ? config.arn : undefined;
  const what = `${whereOf(target)} has a dead-letter queue`;
  const queue = arn === undefined ? undefined : scope.estate.byArn("aws_sqs_queue", arn);
  if (!queue) {
    const why = arn === undefined ? "it has no dead_letter_config" : `no stack has ${arn}`;
    yield broken(what, why, { at: target });
    return;
  }
  yield holds(what, whereOf(queue), queue);
  yield isInPlaceOf(rule, queue);
  yield* takesFrom(scope, eventBridgeFor(rule), queue);
  yield* isWatched(scope, queue);
}

/** EventBridge API, RetryPolicy: what isn't given is its longest; the shortest age is a minute. */
const RETRIES = [
  { argument: "maximum_retry_attempts", least: 1, unless: 185 },
  { argument: "maximum_event_age_in_seconds", least: 60, unless: 86_400 },
] as const;

function triesAgain(target: Resource): Hop {
  const what = `${whereOf(target)} tries again`;
  const [policy = {}] = blocksOf(target, "retry_policy");
  const faults = RETRIES.flatMap(({ argument, least, unless }) => {
    const given = Number(policy[argument] ?? unless);
    return given >= least ? [] : [`its ${argument} is ${given}`];
  });
  return faults.length > 0
    ? broken(what, faults.join("; "), { at: target })
    : holds(what, whereOf(target), target);
}

/** EventBridge guide, eb-rule-dlq: a standard queue of the rule's own account and region. */
function isInPlaceOf(rule: Resource, queue: Resource): Hop {
  const { accountId, region } = rule.place;
  const what = `the queue is a standard one in ${accountId}, ${region}`;
  const { accountId: owner, region: where } = queue.place;
  if (owner !== accountId || where !== region) {
    return broken(what, `it is in ${owner}, ${where}`, { at: queue });
  }
  return isFifo(queue)
    ? broken(what, "it is a FIFO queue", { at: queue })
    : holds(what, whereOf(queue), queue);
}

const isFifo = (queue: Resource): boolean => queue.value("fifo_queue") === true;

/** The queue, and the key that it is encrypted under, let in whoever sends. */
export async function* takesFrom(
  { estate }: Scope,
  who: Asker,
  queue: Resource,
): AsyncGenerator<Hop> {
  const resource = textOf(queue, "arn") ?? "";
  yield mayDo(estate, { who, action: "sqs:SendMessage", resource });
  const keyArn = textOf(queue, "kms_master_key_id");
  if (keyArn === undefined) return;
  if (/(^|:)alias\/aws\//.test(keyArn)) {
    const why = `its kms_master_key_id is ${keyArn}, whose policy nobody can change`;
    yield broken("the queue's key lets the sender in", why, { at: queue });
    return;
  }
  const context = { "kms:EncryptionContext:aws:sqs:arn": resource };
  const actions = ["kms:GenerateDataKey", "kms:Decrypt"];
  yield* useKey(estate, { who, keyArn, actions, context });
}

/** An alarm is raised by the first message, and told. */
export async function* isWatched(scope: Scope, queue: Resource): AsyncGenerator<Hop> {
  const what = `an alarm is raised by the first message in ${textOf(queue, "name") ?? "the queue"}`;
  const alarms = scope.estate.resources("aws_cloudwatch_metric_alarm");
  const [alarm] = alarmsOnQueue(alarms, queue);
  if (!alarm) {
    yield broken(what, "no alarm watches ApproximateNumberOfMessagesVisible of it", { at: queue });
    return;
  }
  yield holds(what, whereOf(alarm), alarm);
  yield* alarmIsTold(scope, alarm);
}
