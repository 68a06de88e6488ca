import { AUDIT_STACK, auditNames } from "../../config/names";
import { blocksOf, type Resource, textOf, whereOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { blocksIn } from "../blocks";
import type { Invariant } from "../invariant";
import { type Fault, judged, ofShared, ownResources, together, unless } from "../judging";
import { keyByAlias } from "../keys";

function resultsFault(workgroup: Resource, { config, estate }: Scope): Fault {
  const { queryResults, logsKeyAlias, place } = auditNames(config);
  const [results] = blocksOf(workgroup, "configuration").flatMap((given) =>
    blocksIn(given, "result_configuration"),
  );
  const [encryption] = blocksIn(results, "encryption_configuration");
  const key = keyByAlias(estate, AUDIT_STACK, logsKeyAlias);
  const location = `s3://${queryResults}/results/`;
  return together([
    unless(results?.output_location === location, `it doesn't leave them at ${location}`),
    unless(
      results?.expected_bucket_owner === place.accountId,
      `it would leave them in a bucket of that name of another account than ${place.accountId}`,
    ),
    unless(
      key !== undefined && encryption?.kms_key_arn === key.value("arn"),
      `they aren't encrypted under ${logsKeyAlias}`,
    ),
  ]);
}

export const queryResultsAtHome: Invariant = {
  id: "query-results-at-home",
  title: "What queries find in the trail archive stays in the audit account's bucket for it",
  why: "The results are copies of the archive: elsewhere they would be under nobody's rules.",
  judge: ofShared((scope) => {
    const { athenaWorkgroup } = auditNames(scope.config);
    const workgroup = ownResources(scope, "aws_athena_workgroup").find(
      (one) => one.stack.name === AUDIT_STACK && textOf(one, "name") === athenaWorkgroup,
    );
    return workgroup
      ? [judged(whereOf(workgroup), () => resultsFault(workgroup, scope))]
      : [{ where: AUDIT_STACK, fault: `it has no workgroup ${athenaWorkgroup}` }];
  }),
};
