import type { Estate } from "./estate";
import { held, type HeldPolicy } from "./held-policy";
import { textOf } from "./resource";

/** A policy of the organization, and to what it is attached: a root, a unit or an account. */
export interface AttachedControl {
  readonly policy: HeldPolicy;
  readonly target: string;
}

const attached = (estate: Estate, kind: string): readonly AttachedControl[] =>
  estate.resources("aws_organizations_policy_attachment").flatMap((attachment) => {
    const id = textOf(attachment, "policy_id");
    const found = estate
      .resources("aws_organizations_policy")
      .find((one) => id !== undefined && textOf(one, "id") === id);
    if (!found || (textOf(found, "type") ?? "SERVICE_CONTROL_POLICY") !== kind) return [];
    const policy = held(found, "content");
    return policy ? [{ policy, target: textOf(attachment, "target_id") ?? "" }] : [];
  });

/** What members' principals may do at most. */
export const controlPolicies = (estate: Estate): readonly AttachedControl[] =>
  attached(estate, "SERVICE_CONTROL_POLICY");

/** What may be done to members' resources at most, whoever asks. */
export const resourceControls = (estate: Estate): readonly AttachedControl[] =>
  attached(estate, "RESOURCE_CONTROL_POLICY");
