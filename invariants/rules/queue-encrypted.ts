import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const queueEncrypted: Invariant = {
  id: "queue-encrypted",
  title: "Every queue is encrypted",
  why: "Dead letters hold whole findings.",
  judge: each("aws_sqs_queue", (queue, scope) =>
    queue.value("sqs_managed_sse_enabled") === true
      ? undefined
      : keyFault(scope, queue.value("kms_master_key_id"), "kms_master_key_id"),
  ),
};
