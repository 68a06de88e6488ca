import { origin, type Resource, resourcesOf } from "../stacks/read-stack";
import { each, type Fault, some, unless } from "./judges";
import { type Rule } from "./rule";
import { isPublic, statementsIn } from "./statements";

/** There is a policy, and it lets nobody in whom it doesn't name. */
function publicFault(policy: Resource | undefined): Fault {
  const statements = policy ? statementsIn(policy) : [];
  return unless(
    statements.length > 0 && !statements.some(isPublic),
    "no policy, or one that lets everybody in",
  );
}

const topicPolicy = (topic: Resource): Resource | undefined =>
  resourcesOf(topic.stack, "aws_sns_topic_policy").find(
    ({ stack, arguments: given }) =>
      origin(stack, given.arn, topic.type)?.address === topic.address,
  );

/** Accounts other than the topic's own that a policy lets in. */
const letsOthersIn = (policy: Resource): boolean =>
  statementsIn(policy).some(
    ({ Effect, Principal }) =>
      Effect === "Allow" && (Principal === "*" || JSON.stringify(Principal).includes('"AWS"')),
  );

export const MESSAGING_RULES: readonly Rule[] = [
  {
    id: "SNS.1",
    also: "CKV_AWS_26",
    asks: "topics under a key of KMS",
    how: "`kms_master_key_id`: the audit account's alerts key",
    judge: each("aws_sns_topic", ({ arguments: { kms_master_key_id } }) =>
      unless(Boolean(kms_master_key_id), "not under a key of KMS"),
    ),
  },
  {
    id: "SNS.4",
    also: "CKV_AWS_169",
    asks: "topics aren't public",
    how: "`aws_sns_topic_policy` names the services and roles that may publish",
    judge: each("aws_sns_topic", (topic) => publicFault(topicPolicy(topic))),
  },
  {
    id: "CKV_AWS_385",
    asks: "no other account publishes",
    how: "-",
    judge: each("aws_sns_topic_policy", (policy) =>
      unless(!letsOthersIn(policy), "another account may publish"),
    ),
    exceptions: [
      {
        of: /./,
        file: "policies/messaging.ts",
        why: "The responders of the workload accounts publish their alerts; only their roles may.",
      },
    ],
  },
  {
    id: "SQS.1",
    also: "CKV_AWS_27",
    asks: "queues are encrypted",
    how: "`sqs_managed_sse_enabled`",
    judge: each("aws_sqs_queue", ({ arguments: given }) =>
      unless(
        given.sqs_managed_sse_enabled === true || Boolean(given.kms_master_key_id),
        "not encrypted",
      ),
    ),
  },
  {
    id: "SQS.3",
    also: "CKV_AWS_168",
    asks: "queues aren't public",
    how: "`policy` of `aws_sqs_queue`: rules of the same account, by TLS",
    judge: each("aws_sqs_queue", publicFault),
  },
  {
    id: "EventBridge.3",
    also: "EVB1",
    asks: "a policy on each custom bus",
    how: "`aws_cloudwatch_event_bus_policy`: the forwarder roles of the guarded accounts",
    judge: each("aws_cloudwatch_event_bus", (bus) =>
      unless(
        some(
          bus.stack,
          "aws_cloudwatch_event_bus_policy",
          (policy) =>
            origin(policy.stack, policy.arguments.event_bus_name, bus.type)?.address ===
              bus.address && !statementsIn(policy).some(isPublic),
        ),
        "no policy, or one that lets everybody in",
      ),
    ),
  },
];
