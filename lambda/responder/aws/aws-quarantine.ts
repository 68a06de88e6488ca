import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  IAMClient,
  type IAMClientConfig,
} from "@aws-sdk/client-iam";
import { isRefusal, type Refusal } from "./aws-refusal";
import { type AttachAnswer, type QuarantinePorts } from "../contain/quarantine";

/** IAM says the same of a user that is gone and of a policy that never was; only the text differs. */
const REFUSALS: readonly (Refusal & { answer: AttachAnswer })[] = [
  { name: "NoSuchEntityException", says: /^(?!Policy )/, answer: "no-such-principal" },
  { name: "UnmodifiableEntityException", answer: "not-editable" },
];

export function attacher(
  PolicyArn: string,
  config: IAMClientConfig,
): QuarantinePorts["attachQuarantine"] {
  const iam = new IAMClient(config);
  return async ({ kind, name }) => {
    try {
      if (kind === "user")
        await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
      else await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
      return "attached";
    } catch (error) {
      const refusal = REFUSALS.find((known) => isRefusal(error, known));
      if (!refusal) throw error;
      return refusal.answer;
    }
  };
}
