import type { Owned } from "../proof/model/policies";
import { type Fault, unless } from "./judging";
import { actionsOf, principalsOf, resourcesOf, type Statement } from "./statements";

/** Further conditions would let some plain requests through. */
const ONLY_PLAIN = JSON.stringify({ Bool: { "aws:SecureTransport": "false" } });

/** Why requests without TLS aren't refused. */
export function plainHttpFault(
  owned: Owned | undefined,
  actions: string,
  resources: readonly string[],
): Fault {
  const policy = owned?.policy?.policy as { readonly Statement?: readonly Statement[] } | undefined;
  const refusal = [policy?.Statement ?? []]
    .flat()
    .some(
      (statement) =>
        statement.Effect === "Deny" &&
        principalsOf(statement, "AWS").join() === "*" &&
        actionsOf(statement).includes(actions) &&
        resources.every((resource) => resourcesOf(statement).includes(resource)) &&
        JSON.stringify(statement.Condition) === ONLY_PLAIN,
    );
  return unless(refusal, `no statement refuses everybody ${actions} without TLS`);
}
