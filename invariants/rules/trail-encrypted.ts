import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const trailEncrypted: Invariant = {
  id: "trail-encrypted",
  title: "Every trail encrypts its log files under a key of the stacks",
  why: "Log files tell who did what with which names: more than most objects do.",
  judge: each("aws_cloudtrail", (trail, scope) =>
    keyFault(scope, trail.value("kms_key_id"), "kms_key_id"),
  ),
};
