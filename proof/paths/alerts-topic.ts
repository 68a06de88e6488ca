import { SEVERITIES } from "../../config/findings-schema";
import { auditNames } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import type { Asker } from "../decide/asker";
import { mayDo } from "../hops";
import { type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";
import type { Scope } from "../scope";

/** A message gets onto a topic, through its key, and from there to the subscribed endpoints. */
export async function* publishToTopic(
  scope: Scope,
  who: Asker,
  topicArn: string,
): AsyncGenerator<Hop> {
  const topic = scope.estate.byArn("aws_sns_topic", topicArn);
  if (!topic) {
    yield broken(`there is a topic ${topicArn}`, "no stack has it");
    return;
  }
  yield* mayPublish(scope, who, topic);
  yield* reachesSubscribers(scope, topic);
}

/**
 * EventBridge may leave out for whom it acts, and may say it: policies must let it in both ways
 * (docs/adr/0006-one-path-to-the-topic.md).
 */
export async function* eventBridgePublishes(
  scope: Scope,
  rule: Resource,
  topicArn: string,
): AsyncGenerator<Hop> {
  const service = "events.amazonaws.com";
  const topic = scope.estate.byArn("aws_sns_topic", topicArn);
  if (topic) yield* mayPublish(scope, { service }, topic);
  const sourceArn = textOf(rule, "arn") ?? "";
  yield* publishToTopic(
    scope,
    { service, sourceArn, sourceAccount: rule.place.accountId },
    topicArn,
  );
}

/** Policy and key of the topic let somebody publish to it. */
export async function* mayPublish(
  scope: Pick<Scope, "estate">,
  who: Asker,
  topic: Resource,
): AsyncGenerator<Hop> {
  const resource = textOf(topic, "arn") ?? "";
  yield mayDo(scope.estate, { who, action: "sns:Publish", resource });
  yield* encryptForTopic(scope, who, topic);
}

/** A publisher encrypts with the topic's key, and SNS asks to decrypt as well (SNS guide, sns-key-management). */
async function* encryptForTopic(
  { estate }: Pick<Scope, "estate">,
  who: Asker,
  topic: Resource,
): AsyncGenerator<Hop> {
  const what = "the topic is encrypted under a key of its own";
  const keyArn = textOf(topic, "kms_master_key_id");
  if (keyArn === undefined || /(^|:)alias\/aws\//.test(keyArn)) {
    yield broken(what, `kms_master_key_id is ${keyArn ?? "not set"}`, { at: topic });
    return;
  }
  const [, , , region = ""] = keyArn.split(":");
  const context = {
    "kms:EncryptionContext:aws:sns:topicArn": textOf(topic, "arn") ?? "",
    ...(!("service" in who) && { "kms:ViaService": `sns.${region}.amazonaws.com` }),
  };
  for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
    yield mayDo(estate, { who, action, resource: keyArn, context });
  }
}

/** Each subscription of the configuration is there and lets every alert through. */
function* reachesSubscribers({ config, estate }: Scope, topic: Resource): Generator<Hop> {
  const arn = textOf(topic, "arn");
  const found = estate
    .resources("aws_sns_topic_subscription")
    .filter((one) => textOf(one, "topic_arn") === arn && isBeside(one, topic));
  for (const { protocol, endpoint } of subscribedTo(config, arn)) {
    const what = `${endpoint} is subscribed by ${protocol}`;
    const subscription = found.find(
      (one) => textOf(one, "protocol") === protocol && textOf(one, "endpoint") === endpoint,
    );
    const filter = subscription && textOf(subscription, "filter_policy");
    if (!subscription)
      yield broken(what, `${whereOf(topic)} has no such subscription`, { at: topic });
    else if (filter !== undefined && filter !== "{}") {
      yield broken(what, `its filter_policy may hold an alert back: ${filter}`, {
        at: subscription,
      });
    } else yield holds(what, whereOf(subscription), subscription);
  }
}

/** SNS takes subscriptions in the topic's own region. */
const isBeside = (one: Resource, other: Resource): boolean =>
  one.place.region === other.place.region;

/** With a topic for each severity, a subscription may be to some of them. */
export function subscribedTo(config: WardenConfig, topicArn: string | undefined) {
  const { alertTopics } = auditNames(config);
  const told = SEVERITIES.filter((severity) => alertTopics[severity].arn === topicArn);
  return config.auditAccount.subscriptions.filter(
    ({ severities }) => !severities || told.some((severity) => severities.includes(severity)),
  );
}
