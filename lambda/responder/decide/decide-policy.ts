import { type ResponderSettings } from "../settings";
import { type Principal } from "../events/upload";
import { canMatchPrefix, matchesUserId } from "./user-id";

/** The settings that a decision depends on. */
export type Policy = Pick<
  ResponderSettings,
  | "accountId"
  | "allowedUserIds"
  | "neverBlockedUserIds"
  | "ownUserId"
  | "responseMode"
  | "sparedArns"
>;

export const isOneOf = (patterns: readonly string[], userId: string): boolean =>
  patterns.some((pattern) => matchesUserId(pattern, userId));

/** Everybody who must never be hit by a block or a quarantine. */
const sparedUserIds = (policy: Policy): readonly string[] => [
  policy.ownUserId,
  ...policy.allowedUserIds,
  ...policy.neverBlockedUserIds,
];

/**
 * Whether the bucket policy spares this principal by its ARN, whatever its unique id: one that was
 * deleted and made anew since the last deployment, such as the role that deploys.
 */
export function isSparedByArn(principal: Principal, { sparedArns }: Policy): boolean {
  if (principal.kind === "role-session") return sparedArns.includes(principal.roleArn);
  return principal.kind === "user" && sparedArns.includes(principal.arn ?? "");
}

export const isSpared = (principal: Principal, policy: Policy): boolean =>
  isOneOf(sparedUserIds(policy), principal.userId) || isSparedByArn(principal, policy);

/** Whether some session of the role must keep its access. */
export const isShared = (roleId: string, policy: Policy): boolean =>
  sparedUserIds(policy).some((pattern) => canMatchPrefix(pattern, `${roleId}:`));
