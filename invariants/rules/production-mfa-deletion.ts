import { workloadNames, workloadStack } from "../../config/names";
import { ownedBy } from "../../proof/model/policies";
import { theBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { ofWorkload, unless } from "../judging";
import { actionsOf, principalsOf, resourcesOf, type Statement } from "../statements";

const DELETIONS = ["s3:DeleteObject", "s3:DeleteObjectVersion"];

interface Expected {
  readonly bucketArn: string;
  /** `aws:PrincipalArn` of whoever deletes without MFA; a list only if there are several. */
  readonly spared: string | readonly string[];
}

/** Any further condition would open another way round it. */
function isRefusal(statement: Statement, { bucketArn, spared }: Expected): boolean {
  const { BoolIfExists, ArnNotEquals, ...others } = statement.Condition ?? {};
  return (
    statement.Effect === "Deny" &&
    principalsOf(statement, "AWS").join() === "*" &&
    DELETIONS.every((action) => actionsOf(statement).includes(action)) &&
    resourcesOf(statement).includes(`${bucketArn}/*`) &&
    JSON.stringify(BoolIfExists) === '{"aws:MultiFactorAuthPresent":"false"}' &&
    JSON.stringify(ArnNotEquals) === JSON.stringify({ "aws:PrincipalArn": spared }) &&
    Object.keys(others).length === 0
  );
}

export const productionMfaDeletion: Invariant = {
  id: "production-mfa-deletion",
  title: "Nobody but the responder deletes from the production bucket without MFA",
  why: "A stolen key is enough to write; it must not be enough to delete.",
  judge: ofWorkload((scope) => {
    const { config, workload, estate } = scope;
    const { bucket, bucketArn, responderRoleArn, rootArn } = workloadNames(config, workload);
    // S3's own MFA delete asks root itself.
    const spared = workload.mfaDelete === "native" ? [responderRoleArn, rootArn] : responderRoleArn;
    return theBuckets([{ stack: workloadStack(workload), name: bucket }], scope, () => {
      const policy = ownedBy(estate, bucketArn)?.policy?.policy;
      const statements = [policy?.Statement ?? []].flat() as Statement[];
      return unless(
        statements.some((statement) => isRefusal(statement, { bucketArn, spared })),
        `no statement refuses deletions without MFA to everybody but ${[spared].flat().join(" and ")}`,
      );
    });
  }),
};
