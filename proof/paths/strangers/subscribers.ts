import { canaryFilter } from "../../../config/findings/canary";
import { alertTopicArns, arn, auditNames } from "../../../config/names";
import { isMarked } from "../../model/expressions";
import { type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { Scope } from "../../scope";
import { subscribedTo } from "../alerts-topic";
import { ownOf } from "./guarded";

/** Alerts say what is wrong and where: the stacks tell them to nobody but whom the configuration names. */
export function subscriberPaths(scope: Scope): readonly Path[] {
  const { config, workload } = scope;
  const accountId = workload?.accountId ?? config.auditAccount.id;
  return [
    {
      family: "strangers",
      id: `strangers/subscribers/${accountId}`,
      title: `${workload?.name ?? "audit"}: alerts are told to nobody whom the configuration doesn't name`,
      walk: function* () {
        for (const topicArn of alertTopicArns(auditNames(config))) yield* knownOn(scope, topicArn);
      },
    },
  ];
}

function* knownOn(scope: Scope, topicArn: string): Generator<Hop> {
  const what = `whoever is subscribed to ${topicArn} stands in the configuration`;
  const found = ownOf(scope, "aws_sns_topic_subscription");
  const vague = found.find((one) => isMarked(textOf(one, "topic_arn") ?? ""));
  if (vague) {
    const because = `it isn't known to what ${whereOf(vague)} subscribes`;
    yield { what, verdict: "unknown", because, at: vague };
    return;
  }
  const theirs = found.filter((one) => textOf(one, "topic_arn") === topicArn);
  const strange = theirs.find((one) => !isNamed(scope, topicArn, one) && !isCanaries(scope, one));
  if (strange) {
    const because = `${whereOf(strange)} subscribes ${textOf(strange, "endpoint") ?? "nobody knows whom"}`;
    yield broken(what, because, { at: strange });
    return;
  }
  yield holds(
    what,
    theirs.length > 0 ? theirs.map(whereOf).join(", ") : "no stack subscribes anybody",
  );
}

/** The doctor's queue, as long as it hears of canaries alone. */
function isCanaries({ config }: Scope, subscription: Resource): boolean {
  const { place, canaryQueue } = auditNames(config);
  return (
    textOf(subscription, "endpoint") === arn("sqs", place, canaryQueue) &&
    textOf(subscription, "filter_policy_scope") === "MessageBody" &&
    textOf(subscription, "filter_policy") === canaryFilter
  );
}

const isNamed = ({ config }: Scope, topicArn: string, subscription: Resource): boolean =>
  subscribedTo(config, topicArn).some(
    ({ protocol, endpoint }) =>
      textOf(subscription, "protocol") === protocol &&
      textOf(subscription, "endpoint") === endpoint,
  );
