import { blocksOf, type Resource, textOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import type { Invariant } from "../invariant";
import { each, together, unless } from "../judging";

/** EventBridge's longest (EventBridge guide, eb-rule-retry-policy); an alert is never too late. */
const ATTEMPTS = 185;
const SECONDS = 86_400;

/** A queue may be of the rule's own account and region only (EventBridge guide, eb-rule-dlq). */
function hasQueue(target: Resource, { estate }: Scope): boolean {
  const [given] = blocksOf(target, "dead_letter_config");
  const queue = estate.byArn("aws_sqs_queue", String(given?.arn));
  return queue?.stack === target.stack && queue.place.region === target.place.region;
}

export const targetDeadLetters: Invariant = {
  id: "target-dead-letters",
  title:
    "Every target of EventBridge tries for a day and then leaves its event in a queue of its stack",
  why: "What can't be delivered is dropped otherwise, and nobody learns of it.",
  judge: each("aws_cloudwatch_event_target", (target, scope) => {
    const [retries] = blocksOf(target, "retry_policy");
    // Not given means the longest.
    const { maximum_retry_attempts = ATTEMPTS, maximum_event_age_in_seconds = SECONDS } =
      retries ?? {};
    return together([
      unless(hasQueue(target, scope), `${textOf(target, "target_id") ?? "it"} has no dead letters`),
      unless(maximum_retry_attempts === ATTEMPTS, `it doesn't try ${ATTEMPTS} times`),
      unless(maximum_event_age_in_seconds === SECONDS, "it gives up before a day has passed"),
    ]);
  }),
};
