import { isShared, isSpared, type Policy } from "./decide-policy";
import { type BlockPlan } from "./decision";
import { type FederatedUser, type Principal, type RoleSession } from "../events/upload";
import { literalUserId } from "./user-id";

/** Which `aws:userid` patterns keep the principal, and nobody who is spared, out of the bucket. */
export function planBlock(principal: Principal, policy: Policy): BlockPlan {
  switch (principal.kind) {
    case "role-session":
      return { userIds: [roleOrOne(principal, policy)] };
    case "account":
      return { userIds: [ofAnotherAccount(principal.userId, policy)] };
    case "federated":
      return { userIds: withIssuer(principal, policy) };
    case "user":
    case "identity-center":
    case "unknown-role-session":
    case "root":
    case "anonymous":
      return { userIds: [literalUserId(principal.userId)] };
    case "service":
      return { impossible: "an AWS service wrote on somebody's behalf: find who configured it" };
    case "unrecognized":
      return { impossible: "the event names the caller in a form that no block can be made from" };
  }
}

/**
 * The whole role, since whoever may assume it chooses the session's name; the one session when
 * another session of the role must keep its access.
 */
function roleOrOne(
  { userId, roleId }: Pick<RoleSession, "userId" | "roleId">,
  policy: Policy,
): string {
  return isShared(roleId, policy) ? literalUserId(userId) : `${roleId}:*`;
}

/** AWS tells neither ARN nor kind of a foreign caller, but its id shows a session. */
function ofAnotherAccount(userId: string, policy: Policy): string {
  const [, roleId] = /^(AROA\w+):/.exec(userId) ?? [];
  return roleId ? roleOrOne({ userId, roleId }, policy) : literalUserId(userId);
}

/** The name is the caller's choice: the user whose keys made it would come back under another. */
function withIssuer({ userId, issuer }: FederatedUser, policy: Policy): string[] {
  const ids = issuer && !isSpared(issuer, policy) ? [userId, issuer.userId] : [userId];
  return ids.map(literalUserId);
}
