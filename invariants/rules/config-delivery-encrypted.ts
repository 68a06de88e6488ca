import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const configDeliveryEncrypted: Invariant = {
  id: "config-delivery-encrypted",
  title: "Every delivery channel of AWS Config encrypts under a key of the stacks",
  why: "A snapshot is a map of the account.",
  judge: each("aws_config_delivery_channel", (channel, scope) =>
    keyFault(scope, channel.value("s3_kms_key_arn"), "s3_kms_key_arn"),
  ),
};
