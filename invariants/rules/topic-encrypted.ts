import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const topicEncrypted: Invariant = {
  id: "topic-encrypted",
  title: "Every topic encrypts under a key of the stacks",
  why: "AWS's own key lets neither EventBridge nor CloudWatch publish: alerts would vanish without a trace.",
  judge: each("aws_sns_topic", (topic, scope) =>
    keyFault(scope, topic.value("kms_master_key_id"), "kms_master_key_id"),
  ),
};
