import { judge, type NamedPolicy, type Policy } from "../../decisions/judge";
import type { Asked } from "../decide/asker";
import { questionOf } from "../decide/question";
import type { Estate } from "../model/estate";
import { isMarked } from "../model/expressions";
import { broken, type Hop, holds } from "../path";
import { statementsIn } from "./grants";
import { matches } from "./patterns";

/**
 * A request that must be allowed, whose resource the policy engine doesn't know with the action: it
 * is asked about everything, and of the policies only what is about this resource.
 */
export async function mayDoUnlisted(estate: Estate, asked: Asked & RoleAsked): Promise<Hop> {
  const { action, resource, who } = asked;
  const what = `${who.role} may ${action} on ${resource}`;
  const put = questionOf(estate, asked, undefined);
  if ("because" in put) return { what, verdict: "unknown", because: put.because };
  const { question, principal } = put;
  if (isMarked(JSON.stringify(question))) {
    return { what, verdict: "unknown", because: "it hangs on what Terraform fills in" };
  }
  const about = <P extends NamedPolicy>(named: P): P => ({
    ...named,
    policy: onlyAbout(resource, named.policy),
  });
  const { allowed, because, undecided } = await judge({
    ...question,
    resource: "*",
    identityPolicies: question.identityPolicies.map(about),
    controlPolicies: (question.controlPolicies ?? []).map(({ id, policies }) => ({
      id,
      policies: policies.map(about),
    })),
    ...(question.boundary && { boundary: about(question.boundary) }),
  });
  if (allowed) return holds(what, because);
  if (undecided) return { what, verdict: "unknown", because };
  const add = { Effect: "Allow", Action: action, Resource: resource };
  return broken(what, `it may not, ${because}`, {
    ...(principal && { at: principal, mend: [{ at: principal, argument: "policy", add }] }),
  });
}

interface RoleAsked {
  readonly who: { readonly role: string };
}

const onlyAbout = (arn: string, policy: Policy): Policy => ({
  ...policy,
  Statement: statementsIn(policy)
    .filter(({ Resource, NotResource }) =>
      Resource === undefined ? !isAmong(arn, NotResource) : isAmong(arn, Resource),
    )
    .map((statement) => ({
      ...Object.fromEntries(Object.entries(statement).filter(([name]) => name !== "NotResource")),
      Resource: "*",
    })),
});

const isAmong = (arn: string, patterns: unknown): boolean =>
  ([patterns ?? []].flat() as string[]).some((pattern) => matches(pattern, arn));
