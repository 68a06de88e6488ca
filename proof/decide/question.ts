import type { Question } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { identityOf, type Owned } from "../model/policies";
import type { Resource } from "../model/resource";
import type { Asked, RoleAsker } from "./asker";
import { callerContext, controlsOf, serviceContext } from "./surroundings";

interface Put {
  readonly question: Question;
  readonly principal?: Resource;
}

interface Unasked { readonly because: string }

const accountIn = (arn: string): string => arn.split(":")[4] ?? "";

export function questionOf(estate: Estate, asked: Asked, owner: Owned | undefined): Put | Unasked {
  const { who, action, resource } = asked;
  const base = {
    action,
    resource,
    resourceAccount: owner?.accountId ?? accountIn(resource),
    ...(owner?.policy && { resourcePolicy: owner.policy.policy }),
  };
  if ("service" in who) {
    const context = { ...serviceContext(estate, who), ...asked.context };
    return { question: { ...base, principal: who.service, context, identityPolicies: [] } };
  }
  if ("role" in who) return roleQuestion(estate, asked, { ...base, who });
  const context = { ...callerContext(estate, who), ...asked.context };
  const identityPolicies = who.policies;
  return {
    question: {
      ...base,
      principal: who.arn,
      context,
      identityPolicies,
      controlPolicies: controlsOf(estate, who.accountId),
    },
  };
}

function roleQuestion(
  estate: Estate,
  { context }: Asked,
  {
    who,
    ...base
  }: Omit<Question, "principal" | "context" | "identityPolicies"> & {
    readonly who: RoleAsker;
  },
): Put | Unasked {
  const principal = estate.byArn("aws_iam_role", who.role);
  if (!principal) return { because: `no stack has the role ${who.role}` };
  const { policies, boundary, unknown } = identityOf(estate, principal);
  if (unknown.length > 0) return { because: `no stack has ${unknown.join(" and ")}` };
  const accountId = accountIn(who.role);
  const name = who.role.split("/").at(-1) ?? "";
  const session = {
    arn: `arn:${who.role.split(":")[1]}:sts::${accountId}:assumed-role/${name}/session`,
    userId: `${String(principal.value("unique_id"))}:session`,
    accountId,
  };
  return {
    principal,
    question: {
      ...base,
      principal: session.arn,
      context: { ...callerContext(estate, session), "aws:PrincipalArn": who.role, ...context },
      identityPolicies: policies,
      controlPolicies: controlsOf(estate, accountId),
      ...(boundary && { boundary }),
    },
  };
}
