import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const logGroupEncrypted: Invariant = {
  id: "log-group-encrypted",
  title: "Every log group encrypts under a key of the stacks",
  why: "A trail's log group holds what the locked archive does.",
  judge: each("aws_cloudwatch_log_group", (group, scope) =>
    keyFault(scope, group.value("kms_key_id"), "kms_key_id"),
  ),
};
