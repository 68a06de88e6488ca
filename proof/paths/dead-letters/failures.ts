import { arn, workloadNames } from "../../../config/names";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import { isWatched, takesFrom } from "./keeping";

const AGE_SECONDS = { least: 60, most: 21_600 };

/** What the function fails at is tried again, and then kept in the failures queue. */
export async function* keepsFailures(scope: WorkloadScope): AsyncGenerator<Hop> {
  const names = workloadNames(scope.config, scope.workload);
  const queueArn = arn("sqs", names.place, names.failuresQueue);
  const what = `failed invocations of ${names.responder} go to ${queueArn}`;
  const delivery = deliveryOf(scope, names.responder);
  if (!delivery) {
    yield broken(what, "the function has no aws_lambda_function_event_invoke_config");
    return;
  }
  yield triesAgain(delivery);
  const destination = destinationOf(delivery);
  const queue = scope.estate.byArn("aws_sqs_queue", queueArn);
  if (destination !== queueArn || !queue) {
    const why = queue ? `they go to ${String(destination)}` : "no stack has the queue";
    yield broken(what, why, { at: delivery });
    return;
  }
  yield holds(what, whereOf(delivery), delivery);
  yield* takesFrom(scope, { role: names.responderRoleArn }, queue);
  yield* isWatched(scope, queue);
}

const deliveryOf = ({ estate, workload }: WorkloadScope, name: string): Resource | undefined =>
  estate
    .resources("aws_lambda_function_event_invoke_config")
    .find(
      (one) =>
        one.place.accountId === workload.accountId &&
        textOf(one, "function_name")?.split(":").at(-1) === name &&
        textOf(one, "qualifier") === undefined,
    );

const destinationOf = (delivery: Resource): unknown => {
  const [config] = blocksOf(delivery, "destination_config");
  const [onFailure] = [config?.on_failure].flat() as ({ destination?: unknown } | undefined)[];
  return onFailure?.destination;
};

/** Lambda guide, invocation-async-configuring: 0 to 2 tries more, within a minute to six hours. */
function triesAgain(delivery: Resource): Hop {
  const what = "a failed invocation is tried again";
  const tries = Number(delivery.value("maximum_retry_attempts") ?? 2);
  const seconds = Number(delivery.value("maximum_event_age_in_seconds") ?? AGE_SECONDS.most);
  if (!(tries > 0)) {
    return broken(what, `its maximum_retry_attempts is ${tries}`, { at: delivery });
  }
  return seconds >= AGE_SECONDS.least && seconds <= AGE_SECONDS.most
    ? holds(what, whereOf(delivery), delivery)
    : broken(what, `its maximum_event_age_in_seconds is ${seconds}`, { at: delivery });
}
