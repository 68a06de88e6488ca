import { blocksOf, type Resource, textOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { blocksIn } from "../blocks";
import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

/** By name or ARN, as Lambda takes both. */
const deliveriesOf = (handler: Resource, { estate }: Scope): readonly Resource[] =>
  estate
    .resources("aws_lambda_function_event_invoke_config")
    .filter(
      (one) =>
        one.stack === handler.stack &&
        [textOf(handler, "function_name"), textOf(handler, "arn")].includes(
          textOf(one, "function_name"),
        ),
    );

const destinationsOf = (delivery: Resource): readonly unknown[] =>
  blocksOf(delivery, "destination_config")
    .flatMap((config) => blocksIn(config, "on_failure"))
    .map(({ destination }) => destination);

export const functionFailures: Invariant = {
  id: "function-failures",
  title: "Every function leaves what it fails at in a queue of its stack",
  why: "An upload that nobody could answer would be forgotten after two more attempts.",
  judge: each("aws_lambda_function", (handler, scope) => {
    const destinations = deliveriesOf(handler, scope).flatMap(destinationsOf);
    const queues = destinations.filter(
      (arn) => scope.estate.byArn("aws_sqs_queue", String(arn))?.stack === handler.stack,
    );
    return unless(queues.length === 1, "no queue takes its failures");
  }),
};
