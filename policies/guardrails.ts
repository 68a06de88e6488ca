import { workloadNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import { type Statement } from "./document";
import { guardrails } from "./guarded-actions";

/** Characters that Organizations takes of a service control policy. */
export const GUARDRAIL_CHARACTERS = 5_120;

/**
 * Keeps the administrators of an account from switching off what watches them. Only the deployment
 * role may, and the responder where its own work needs it. Service-linked roles and the management
 * account are beyond every service control policy (Organizations guide, orgs_manage_policies_scps).
 *
 * It names no account: every account of the organization has parts of these names.
 */
export function guardrailPolicy(config: WardenConfig): Statement[] {
  const names = workloadNames(config, { accountId: "*", bucketName: "*" });
  const spared = {
    deployment: [names.deploymentRoleArn],
    responder: [names.deploymentRoleArn, names.responderRoleArn],
  };
  return guardrails(names).map(({ sid, actions, resources, when, spares = "deployment" }) => ({
    Sid: sid,
    Effect: "Deny",
    Action: actions,
    Resource: resources,
    // A caller without an ARN is no role that is spared: where the key is missing, this matches.
    Condition: { ...when, ArnNotLike: { "aws:PrincipalArn": spared[spares] } },
  }));
}
