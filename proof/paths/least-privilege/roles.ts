import { mayDo } from "../../hops";
import { contextFor } from "../../needs/conditions";
import { nothingMore } from "../../needs/more";
import type { DeclaredRole, Need } from "../../needs/need";
import { exampleOf, isAction, isWithin } from "../../needs/patterns";
import { mayDoUnlisted } from "../../needs/unlisted";
import type { Estate } from "../../model/estate";
import { type HeldPolicy, identityOf } from "../../model/policies";
import { type Boundless, type Grant, grantsIn } from "../../needs/grants";
import { type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";

/** The role is there, may do all that it must, and is granted nothing else. */
export async function* exactRole(scope: Scope, role: DeclaredRole): AsyncGenerator<Hop> {
  const { estate } = scope;
  const found = estate.byArn("aws_iam_role", role.arn);
  const what = `${role.stack} has the role ${role.name}`;
  if (found?.stack.name !== role.stack) {
    yield broken(what, `no aws_iam_role of it has the ARN ${role.arn}`);
    return;
  }
  yield holds(what, whereOf(found), found);
  yield* attached(scope, found, role.managed ?? []);
  const { managed } = role;
  // What AWS's own policies say stands in no stack; nothing is needed besides them.
  if (!managed) for (const need of role.needs) yield meets(estate, role, need);
  const { policies } = identityOf(estate, found);
  for (const held of policies) yield nothingMore(held, role.needs);
  yield byItself(found, role, policies);
}

const meets = (estate: Estate, role: DeclaredRole, need: Need): Promise<Hop> =>
  (need.unlisted ? mayDoUnlisted : mayDo)(estate, requestOf(role, need));

/** A resource's policy may let the role in as well: it can be changed by others. */
function byItself(at: Resource, role: DeclaredRole, policies: readonly HeldPolicy[]): Hop {
  const what = "each of its needs stands in a policy of its own";
  const grants = policies.flatMap(({ policy }) => grantsIn(policy));
  const missing = role.needs.find((need) => !grants.some((grant) => isFor(grant, need)));
  if (!missing) return holds(what, `${role.needs.length} needs, ${policies.length} policies`, at);
  const { action, resource } = missing;
  const add = { Effect: "Allow", Action: action, Resource: resource };
  return broken(what, `no policy of its own allows ${action} on ${resource}`, {
    at,
    mend: [{ at, argument: "policy", add }],
  });
}

const isFor = (grant: Grant | Boundless, { action, resource }: Need): boolean =>
  "action" in grant && isAction(action, grant.action) && isWithin(resource, grant.resource);

const requestOf = ({ arn }: DeclaredRole, need: Need) => {
  const accountId = arn.split(":")[4] ?? "";
  const { action, resource, example, condition, context } = need;
  return {
    who: { role: arn },
    action,
    resource: resource === "*" ? resource : (example ?? exampleOf(resource, accountId)),
    context: { ...contextFor(condition, accountId), ...context },
  };
};

/** Policies of AWS's own: those that its documentation asks for, and no others. */
function* attached({ estate }: Scope, role: Resource, declared: readonly string[]): Generator<Hop> {
  const { unknown } = identityOf(estate, role);
  for (const arn of declared) {
    const what = `${arn} is attached to it`;
    const mend = [{ stack: role.stack.name, argument: "policy_arn", add: arn }];
    yield unknown.includes(arn)
      ? holds(what, "AWS's own, as its documentation asks", role)
      : broken(what, `no aws_iam_role_policy_attachment of ${textOf(role, "name")} has it`, {
          at: role,
          mend,
        });
  }
  const more = unknown.filter((arn) => !declared.includes(arn));
  const what = "nothing is attached to it whose permissions aren't known";
  if (more.length === 0) yield holds(what, `${declared.length} declared`, role);
  else {
    const because = `no stack has ${more.join(" and ")}, and no need of the role names it`;
    yield { what, verdict: "unknown", because, at: role };
  }
}
