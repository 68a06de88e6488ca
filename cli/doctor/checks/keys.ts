import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
} from "@aws-sdk/client-kms";
import { aliasesOf } from "../../../proof/model/keys";
import { asSynthesized } from "../expectation";
import { realKeyId } from "../real-ids";

/** Found by the alias: its id is AWS's to give. */
export const keyCheck = asSynthesized({
  id: "key",
  type: "aws_kms_key",
  subject: ({ estate, resolved }) => aliasesOf(estate, resolved)[0] ?? resolved.address,
  wanted: ({ resolved }) => ({
    KeyState: "Enabled",
    KeyRotationEnabled: resolved.value("enable_key_rotation") ?? false,
    policy: resolved.value("policy"),
  }),
  found: async (examined) => {
    const { kms } = examined.clients;
    const KeyId = await realKeyId(examined);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    return { KeyState: KeyMetadata?.KeyState, KeyRotationEnabled, policy: Policy };
  },
  remedies: {
    KeyState:
      "aws kms cancel-key-deletion, then enable-key: until then nothing under it is read or " +
      "delivered; find in the trail who did it",
  },
});
