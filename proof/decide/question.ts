import type { NamedPolicy, Question } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { identityOf, type Owned, unread, unreadBeside } from "../model/policies";
import { type Resource, textOf } from "../model/resource";
import type { Asked, RoleAsker } from "./asker";
import { callerContext, controlsOf, resourceControlsOf, serviceContext } from "./surroundings";

interface Put {
  readonly question: Question;
  readonly principal?: Resource;
}

interface Unasked {
  readonly because: string;
}

const accountIn = (arn: string): string => arn.split(":")[4] ?? "";

/** What is asked of the engine, or why nothing can be. */
export function questionOf(estate: Estate, asked: Asked, owner: Owned | undefined): Put | Unasked {
  const { who } = asked;
  const base = baseOf(estate, asked, owner);
  if ("service" in who) {
    const context = { ...serviceContext(estate, who), ...asked.context };
    return { question: { ...base, principal: who.service, context, identityPolicies: [] } };
  }
  if ("role" in who) return roleQuestion(estate, asked, { ...base, who });
  const context = { ...callerContext(estate, who), ...asked.context };
  // By name and text alone: a policy that a stack holds would bring its whole estate along.
  const identityPolicies = who.policies.map(({ name, policy }) => ({ name, policy }));
  return {
    question: {
      ...base,
      resourceAccount: base.resourceAccount || who.accountId,
      principal: who.arn,
      context,
      identityPolicies,
      controlPolicies: controlsOf(estate, who.accountId),
    },
  };
}

type Base = Omit<Question, "principal" | "context" | "identityPolicies">;

function baseOf(estate: Estate, { action, resource }: Asked, owner: Owned | undefined): Base {
  const resourceAccount = owner?.accountId ?? accountIn(resource);
  const resourcePolicy = owner?.policy?.policy ?? unreadBeside(estate, resource);
  const resourceControls = resourceControlsOf(estate, resourceAccount);
  return {
    action,
    resource,
    resourceAccount,
    ...(resourcePolicy && { resourcePolicy }),
    ...(resourceControls.length > 0 && { resourceControls }),
  };
}

function roleQuestion(
  estate: Estate,
  { context }: Asked,
  { who, ...base }: Base & { readonly who: RoleAsker },
): Put | Unasked {
  const principal = estate.byArn("aws_iam_role", who.role);
  if (!principal) return { because: `no stack has the role ${who.role}` };
  const accountId = accountIn(who.role);
  const name = who.role.split("/").at(-1) ?? "";
  const session = {
    arn: `arn:${who.role.split(":")[1]}:sts::${accountId}:assumed-role/${name}/session`,
    userId: `${textOf(principal, "unique_id") ?? ""}:session`,
    accountId,
  };
  return {
    principal,
    question: {
      ...base,
      resourceAccount: base.resourceAccount || accountId,
      principal: session.arn,
      context: { ...callerContext(estate, session), "aws:PrincipalArn": who.role, ...context },
      ...policiesOfRole(estate, principal),
      controlPolicies: controlsOf(estate, accountId),
    },
  };
}

/** Managed policies that no stack has may say anything. */
function policiesOfRole(
  estate: Estate,
  principal: Resource,
): Pick<Question, "identityPolicies" | "boundary"> {
  const { policies, boundary, unknown } = identityOf(estate, principal);
  const boundaryArn = textOf(principal, "permissions_boundary");
  const unreadPolicy = (name: string): NamedPolicy => ({
    name,
    policy: unread(`what ${name} says, which no stack has`),
  });
  const limit = boundary ?? (boundaryArn === undefined ? undefined : unreadPolicy(boundaryArn));
  return {
    identityPolicies: [
      ...policies.map(({ name, policy }) => ({ name, policy })),
      ...unknown.filter((name) => name !== boundaryArn).map(unreadPolicy),
    ],
    ...(limit && { boundary: { name: limit.name, policy: limit.policy } }),
  };
}
