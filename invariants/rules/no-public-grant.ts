import { organizationNames } from "../../config/organization-names";
import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { conditionsOn, eachGrant, principalsOf, type Statement } from "../statements";
import type { Scope } from "../../proof/scope";

/** Of one role's name in any account; a second star would mean other roles too. */
const ONE_ROLE = /^arn:[\w-]+:iam::(\*|\d{12}):role\/[\w+=,.@/-]+$/;

/**
 * An organization's accounts come and go: its id says who they are, and a role's name which of
 * their principals, where a list of accounts would change with each of them.
 */
function isBound(statement: Statement, { config }: Scope): boolean {
  const organizations = conditionsOn(statement, /^StringEquals$/, /^aws:PrincipalOrgID$/i);
  const roles = conditionsOn(statement, /^Arn(Equals|Like)$/, /^aws:PrincipalArn$/i);
  const id = organizationNames(config)?.id;
  return (
    id !== undefined &&
    organizations.length > 0 &&
    organizations.every((one) => one === id) &&
    roles.length > 0 &&
    roles.every((role) => ONE_ROLE.test(role))
  );
}

export const noPublicGrant: Invariant = {
  id: "no-public-grant",
  title: "No policy lets everybody in, but for one role's name within the organization",
  why: "A principal that is a star is every account of AWS.",
  judge: eachGrant(({ statement }, scope) => {
    const everybody = (["AWS", "Service", "Federated", "CanonicalUser"] as const).some((kind) =>
      principalsOf(statement, kind).some((name) => name.includes("*")),
    );
    return unless(!everybody || isBound(statement, scope), "lets everybody in");
  }),
};
