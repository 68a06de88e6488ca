import { isShared, isSpared, type Policy } from "./decide-policy";
import { type QuarantinePlan } from "./decision";
import { type FederatedUser, type Principal } from "../events/upload";

/** Whether IAM can be told to deny the principal, and on which identity. */
export function planQuarantine(principal: Principal, policy: Policy): QuarantinePlan {
  switch (principal.kind) {
    case "user":
      return editable({ kind: "user", name: principal.userName, arn: principal.arn }, policy);
    case "role-session": {
      if (isShared(principal.roleId, policy)) {
        return { impossible: "other sessions of the role are allowed to work" };
      }
      const { roleName: name, roleArn: arn } = principal;
      return editable({ kind: "role", name, arn }, policy);
    }
    case "federated":
      return quarantineIssuer(principal, policy);
    case "unknown-role-session":
      return { later: "the notification doesn't name the role; CloudTrail's event will" };
    default:
      return { impossible: NOT_EDITABLE[principal.kind] };
  }
}

const NOT_EDITABLE = {
  "identity-center": "only IAM Identity Center can change its roles: remove the assignment there",
  account: "the caller belongs to another account",
  root: "no policy attaches to root: secure the root user",
  service: "AWS services have no identity in this account",
  anonymous: "the caller has no identity: close the grant that let it in",
  unrecognized: "the caller is not known by name",
} as const;

/** IAM's policies on the issuing user bind the credentials it issued as well. */
function quarantineIssuer({ issuer, arn }: FederatedUser, policy: Policy): QuarantinePlan {
  if (!issuer) {
    return arn
      ? { impossible: "the event names no IAM user who issued the credentials" }
      : { later: "the notification doesn't name who issued the credentials; CloudTrail's will" };
  }
  if (isSpared(issuer, policy)) {
    return { impossible: "the user who issued the credentials is allowed to work" };
  }
  return editable({ kind: "user", name: issuer.userName, arn: issuer.arn }, policy);
}

interface Identity {
  readonly kind: "user" | "role";
  readonly name: string | undefined;
  readonly arn: string | undefined;
}

function editable({ kind, name, arn }: Identity, { accountId }: Policy): QuarantinePlan {
  if (!arn || !name) return { later: `the event doesn't name the ${kind}; CloudTrail's will` };
  if (arn.split(":")[4] !== accountId) return { impossible: NOT_EDITABLE.account };
  if (arn.includes(":role/aws-service-role/")) {
    return { impossible: "a service-linked role can't be changed" };
  }
  return { attachTo: { kind, name } };
}
