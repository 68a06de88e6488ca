import { workloadNames, workloadStack } from "../../config/names";
import { ownedBy } from "../../proof/model/policies";
import { theBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { ofWorkload, unless } from "../judging";
import { actionsOf, principalsOf, resourcesOf, type Statement } from "../statements";

const DELETIONS = ["s3:DeleteObject", "s3:DeleteObjectVersion"];

interface Names {
  readonly bucketArn: string;
  readonly responderRoleArn: string;
}

/** Any further condition would open another way round it. */
function isRefusal(statement: Statement, { bucketArn, responderRoleArn }: Names): boolean {
  const { BoolIfExists, ArnNotEquals, ...others } = statement.Condition ?? {};
  return (
    statement.Effect === "Deny" &&
    principalsOf(statement, "AWS").join() === "*" &&
    DELETIONS.every((action) => actionsOf(statement).includes(action)) &&
    resourcesOf(statement).includes(`${bucketArn}/*`) &&
    JSON.stringify(BoolIfExists) === '{"aws:MultiFactorAuthPresent":"false"}' &&
    JSON.stringify(ArnNotEquals) === JSON.stringify({ "aws:PrincipalArn": responderRoleArn }) &&
    Object.keys(others).length === 0
  );
}

export const productionMfaDeletion: Invariant = {
  id: "production-mfa-deletion",
  title: "Nobody but the responder deletes from the production bucket without MFA",
  why: "A stolen key is enough to write; it must not be enough to delete.",
  judge: ofWorkload((scope) => {
    const { config, workload, estate } = scope;
    const names = workloadNames(config, workload);
    return theBuckets([{ stack: workloadStack(workload), name: names.bucket }], scope, () => {
      const policy = ownedBy(estate, names.bucketArn)?.policy?.policy;
      const statements = [policy?.Statement ?? []].flat() as Statement[];
      return unless(
        statements.some((statement) => isRefusal(statement, names)),
        "no statement refuses deletions without MFA to everybody but the responder",
      );
    });
  }),
};
