import { declaredPolicies, declaredTrust } from "../needs/policies";
import type { DeclaredPolicy } from "../needs/need";
import type { Policy } from "../../decisions/judge";
import { ownedBy } from "../model/policies";
import { type Resource, whereOf } from "../model/resource";
import { broken, type Hop, holds, type Path } from "../path";
import type { PathSource, Scope } from "../scope";
import { refusesCallers, type Target } from "./strangers/callers";
import { type Guarded, guardedIn, ownOf, UNREADABLE } from "./strangers/guarded";
import { refusesDeputies, unclearIn } from "./strangers/services";
import { subscriberPaths } from "./strangers/subscribers";

/**
 * Nobody from outside gets in by any resource policy of the stacks, ours or others', no service
 * does on a stranger's behalf, and no stranger is told alerts.
 */
function pathsIn(scope: Scope): readonly Path[] {
  const declared = new Map(
    [...declaredPolicies(scope), ...declaredTrust(scope)].map((one) => [one.arn, one]),
  );
  return [
    ...guardedIn(scope).flatMap((guarded) => pathsOf(scope, guarded, declared.get(guarded.arn))),
    ...UNREADABLE.flatMap((type) => ownOf(scope, type)).map(unreadable),
    ...subscriberPaths(scope),
  ];
}

function pathsOf(scope: Scope, guarded: Guarded, declared: DeclaredPolicy | undefined): Path[] {
  const flows = declared?.flows ?? [];
  const { id, resource } = guarded;
  return [
    {
      family: "strangers",
      id: `strangers/callers/${id}`,
      title: `Nobody from outside gets at ${whereOf(resource)}`,
      walk: () => walked(scope, { ...guarded, flows }, refusesCallers),
    },
    {
      family: "strangers",
      id: `strangers/services/${id}`,
      title: `No service acts on ${whereOf(resource)} for a stranger`,
      walk: () => walked(scope, { ...guarded, flows }, refusesDeputies),
    },
  ];
}

type Refuses = (scope: Scope, target: Target) => AsyncGenerator<Hop>;

async function* walked(
  scope: Scope,
  guarded: Omit<Target, "policy">,
  refuses: Refuses,
): AsyncGenerator<Hop> {
  const inForce = policyOf(scope, guarded);
  yield inForce.hop;
  // Without any, only the account's own get in.
  if (!inForce.policy) return;
  const target = { ...guarded, policy: inForce.policy };
  const unclear = unclearIn(target);
  if (unclear) yield unclear;
  yield* refuses(scope, target);
}

/** The policy that is judged is the one in force. */
function policyOf(
  { estate }: Scope,
  { arn, kind, resource: at, isOurs }: Omit<Target, "policy">,
): { readonly hop: Hop; readonly policy?: Policy } {
  const what = "it is known which policy it has";
  const owned = ownedBy(estate, arn);
  const twins = owned?.contenders ?? [];
  if (twins.length > 0 || owned?.resource !== at) {
    const names = [at, owned?.resource, ...twins].flatMap((one) => (one ? whereOf(one) : []));
    const because = `several resources have the ARN ${arn}: ${[...new Set(names)].join(", ")}`;
    return { hop: { what, verdict: "unknown", because, at } };
  }
  if (owned.policy) {
    return { hop: holds(what, whereOf(owned.policy.at), at), policy: owned.policy.policy };
  }
  return {
    hop:
      isOurs && kind.mustHave
        ? broken(what, `${whereOf(at)} has none`, { at })
        : holds(what, "it has none: only its own account's get in", at),
  };
}

const unreadable = (resource: Resource): Path => ({
  family: "strangers",
  id: `strangers/unread/${resource.stack.name}/${resource.address}`.toLowerCase(),
  title: `Nobody from outside gets in by ${whereOf(resource)}`,
  walk: function* () {
    const because = `the proof has no rule for ${resource.type}`;
    yield { what: "it lets no stranger in", verdict: "unknown", because, at: resource };
  },
});

export const strangerPaths: PathSource = { shared: pathsIn, ofWorkload: pathsIn };
