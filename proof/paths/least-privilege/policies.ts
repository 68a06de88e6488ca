import { mayDo } from "../../hops";
import { ownedBy } from "../../model/policies";
import { type Resource, whereOf } from "../../model/resource";
import { nothingMoreFor } from "../../needs/more";
import type { DeclaredPolicy, Flow } from "../../needs/need";
import { requestsOf } from "../../needs/requests";
import { strangerTo } from "../../needs/strangers";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";

/** A resource's policy lets in all whom its flows declare, and allows nothing else. */
export async function* exactPolicy(
  { config, estate }: Scope,
  { arn, name = arn, flows }: DeclaredPolicy,
): AsyncGenerator<Hop> {
  const owned = ownedBy(estate, arn);
  const what = `there is ${name}`;
  if (!owned) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(owned.resource), owned.resource);
  const setting = { config, arn, accountId: owned.accountId, stranger: strangerTo(config) };
  for (const flow of flows) {
    for (const asked of requestsOf(setting, flow)) yield mayDo(estate, asked);
  }
  const { policy } = owned;
  if (policy) yield nothingMoreFor(policy, arn, flows);
  else yield withoutPolicy(owned.resource, flows);
}

/** IAM of its own account may let in whom the policy should; a trust policy's place nothing takes. */
function withoutPolicy(at: Resource, flows: readonly Flow[]): Hop {
  const what = "its policy is there";
  return flows.length > 0
    ? broken(what, `${whereOf(at)} has none`, { at })
    : holds(what, "it needs none", at);
}
