import { type ResponderSettings } from "./settings";
import { type Principal, type RoleSession, type Upload } from "./upload";
import { canMatchPrefix, literalUserId, matchesUserId } from "./user-id";

export type Policy = Pick<
  ResponderSettings,
  "accountId" | "allowedUserIds" | "neverBlockedUserIds" | "ownUserId" | "responseMode"
>;

export type Decision =
  | { readonly action: "ignore"; readonly why: string }
  | { readonly action: "alert-only"; readonly why: string }
  | { readonly action: "respond"; readonly block: BlockPlan; readonly quarantine: QuarantinePlan };

/** The `aws:userid` pattern for the denylist, or why there is none. */
export type BlockPlan = { readonly userId: string } | { readonly impossible: string };

export type QuarantinePlan =
  | { readonly attachTo: QuarantineTarget }
  | { readonly impossible: string }
  /** The notification didn't say enough; the trail's event will. */
  | { readonly later: string };

export interface QuarantineTarget {
  readonly kind: "user" | "role";
  readonly name: string;
}

export function decide({ principal }: Upload, policy: Policy): Decision {
  const isOneOf = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesUserId(pattern, principal.userId));

  if (isOneOf([policy.ownUserId])) return { action: "ignore", why: "written by the responder" };
  if (isOneOf(policy.allowedUserIds)) return { action: "ignore", why: "an allowed uploader" };
  if (isOneOf(policy.neverBlockedUserIds)) {
    return { action: "alert-only", why: "a principal that is never blocked" };
  }
  if (policy.responseMode === "observe") {
    return { action: "alert-only", why: "the response mode is observe" };
  }
  return {
    action: "respond",
    block: block(principal, policy),
    quarantine: quarantine(principal, policy),
  };
}

function block(principal: Principal, policy: Policy): BlockPlan {
  switch (principal.kind) {
    case "role-session":
      return { userId: roleOrSession(principal, policy) };
    case "user":
    case "identity-center":
    case "unknown-role-session":
    case "federated":
    case "account":
    case "root":
      return { userId: literalUserId(principal.userId) };
    case "service":
      return { impossible: "an AWS service wrote on somebody's behalf: find who configured it" };
    case "anonymous":
      return {
        impossible: "a caller without credentials has no id: close the grant that let it in",
      };
    case "unrecognized":
      return { impossible: "the event names the caller in a form that no block can be made from" };
  }
}

/**
 * The whole role, since whoever may assume it chooses the session's name; the one session when
 * another session of the role must keep its access.
 */
function roleOrSession(session: RoleSession, policy: Policy): string {
  return isShared(session, policy) ? literalUserId(session.userId) : `${session.roleId}:*`;
}

function isShared({ roleId }: RoleSession, policy: Policy): boolean {
  const spared = [policy.ownUserId, ...policy.allowedUserIds, ...policy.neverBlockedUserIds];
  return spared.some((pattern) => canMatchPrefix(pattern, `${roleId}:`));
}

function quarantine(principal: Principal, policy: Policy): QuarantinePlan {
  switch (principal.kind) {
    case "user":
      return quarantineOwn({ kind: "user", name: principal.userName, arn: principal.arn }, policy);
    case "role-session":
      if (isShared(principal, policy)) {
        return { impossible: "other sessions of the role are allowed to work" };
      }
      return quarantineOwn(
        { kind: "role", name: principal.roleName, arn: principal.roleArn },
        policy,
      );
    case "unknown-role-session":
      return { later: "the notification doesn't name the role; CloudTrail's event will" };
    default:
      return { impossible: NOT_EDITABLE[principal.kind] };
  }
}

const NOT_EDITABLE = {
  "identity-center": "only IAM Identity Center can change its roles: remove the assignment there",
  account: "the caller belongs to another account",
  federated: "a federated user has no IAM identity of its own: see who issued its credentials",
  root: "no policy attaches to root: secure the root user",
  service: "AWS services have no identity in this account",
  anonymous: "the caller has no identity",
  unrecognized: "the caller is not known by name",
} as const;

interface Identity {
  readonly kind: "user" | "role";
  readonly name: string | undefined;
  readonly arn: string | undefined;
}

function quarantineOwn({ kind, name, arn }: Identity, { accountId }: Policy): QuarantinePlan {
  if (!arn || !name) return { later: `the event doesn't name the ${kind}; CloudTrail's will` };
  if (arn.split(":")[4] !== accountId) return { impossible: NOT_EDITABLE.account };
  if (arn.includes(":role/aws-service-role/")) {
    return { impossible: "a service-linked role can't be changed" };
  }
  return { attachTo: { kind, name } };
}
