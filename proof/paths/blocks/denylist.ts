import { isDeepStrictEqual } from "node:util";
import { sparedArns, workloadNames } from "../../../config/names";
import { statementsOf } from "../../../decisions/question";
import { DENYLIST_SID, denylistStatement } from "../../../lambda/responder/contain/denylist";
import { ownedBy } from "../../model/policies";
import { whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { WorkloadScope } from "../../scope";

/**
 * The responder finds the denylist by its Sid and puts its own in the place: were the policy's
 * another, there would be two of them, or each apply would undo what the responder wrote.
 */
export const denylistPaths = (scope: WorkloadScope): Path[] => [
  {
    family: "blocks",
    id: `blocks/${scope.workload.accountId}/denylist`,
    title: `${scope.workload.name}: the policy's denylist is the one that the responder renders`,
    walk: function* () {
      for (const userIds of ENTRIES) yield isRendered(scope, userIds);
    },
  },
];

/** One entry, and several, as the ledger may have them; a set's come sorted. */
const ENTRIES: readonly (readonly string[])[] = [
  ["AIDAPROOFINTRUDER"],
  ["123412341234", "AIDAPROOFINTRUDER", "AROAPROOFINTRUDERS:*"],
];

function isRendered({ estate, config, workload }: WorkloadScope, userIds: readonly string[]): Hop {
  const names = workloadNames(config, workload);
  const { bucket, bucketArn } = names;
  const what = `for ${userIds.join(", ")} it is the statement that the responder renders`;
  const policy = ownedBy(estate.assuming({ blocked: { [bucket]: userIds } }), bucketArn)?.policy;
  if (!policy) return broken(what, `${bucketArn} has no policy`);
  const found = statementsOf(policy.policy).filter(({ Sid }) => Sid === DENYLIST_SID);
  const target = { bucketArn, sparedArns: sparedArns(names, workload) };
  if (found.length === 1 && isDeepStrictEqual(found[0], denylistStatement(target, userIds)))
    return holds(what, whereOf(policy.at), policy.at);
  const because =
    found.length === 1
      ? `it is ${JSON.stringify(found[0])}`
      : `${found.length} statements are called ${DENYLIST_SID}`;
  const add = denylistStatement(target, "the ledger's userIds");
  const mend = [{ at: policy.at, argument: "policy", add }];
  return broken(what, because, { at: policy.at, mend });
}
