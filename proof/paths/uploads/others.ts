import { bucketArn, iamArn, sparedArns, workloadNames } from "../../../config/names";
import { mayDo, mayNotDo } from "../../hops";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { withStatement } from "../beside";
import { federatedUser, root, session, somebodyBy, type Somebody, user } from "../somebody";
import { responderFinds } from "./left-alone";
import { putsOnItsTerms } from "./puts";
import { pathOf } from "./uploaders";

/** Whom the configuration doesn't name: even they put nothing under terms of their own. */
export function otherPaths(scope: WorkloadScope): Path[] {
  const { config, workload, estate } = scope;
  const names = workloadNames(config, workload);
  const stranger = user(iamArn(names.place, "user/proof-stranger"));
  return [
    workload.responseMode === "prevent"
      ? pathOf(scope, "others/prevented", "nobody but the allowed uploaders puts anything", () =>
          arePrevented(scope),
        )
      : pathOf(scope, "others/refused", "nobody puts anything under terms of their own", () =>
          putsOnItsTerms(estate, names, stranger),
        ),
    ...workload.breakGlass.map((arn) => {
      const { title } = somebodyBy(arn);
      const id = `break-glass/${arn.split(":").slice(5).join(":").toLowerCase()}`;
      const told = `the responder tells of ${title}, and leaves it alone`;
      return pathOf(scope, `${id}/left-alone`, told, () => isProtected(scope, arn));
    }),
  ];
}

/** One of each kind that IAM might let in; of every role but those that the configuration names. */
const others = (scope: WorkloadScope): readonly Somebody[] => {
  const { place } = workloadNames(scope.config, scope.workload);
  const role = (name: string) => session(iamArn(place, `role/${name}`), "proof@example.com");
  return [
    user(iamArn(place, "user/proof-stranger")),
    role("proof-strangers"),
    role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_ProofSet_0123456789abcdef"),
    federatedUser(iamArn(place, "user/proof-stranger"), "proof-stranger"),
    root(place.partition, place.accountId),
  ];
};

async function* arePrevented(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const { place } = workloadNames(config, workload);
  const resource = `${bucketArn(place, workload.bucketName)}/any/object.csv`;
  for (const { who, context, title } of others(scope)) {
    for (const action of ["s3:PutObject", "s3:ReplicateObject"]) {
      yield mayNotDo(
        estate,
        { who, action, resource, context },
        `${action} is refused to ${title}`,
      );
    }
  }
  for (const arn of sparedArns(workloadNames(config, workload), workload)) {
    // The responder writes no objects, and has no right to.
    if (arn === workloadNames(config, workload).responderRoleArn) continue;
    const { who, context, title } = somebodyBy(arn);
    yield mayDo(estate, { who, action: "s3:PutObject", resource, context }, `${title} may put`);
  }
}

function* isProtected(scope: WorkloadScope, arn: string): Generator<Hop> {
  const { estate, config, workload } = scope;
  yield* responderFinds(estate, workloadNames(config, workload), somebodyBy(arn), "protected");
}

/** Whoever replicates into the bucket. */
export const replicationPaths = (scope: WorkloadScope): Path[] =>
  scope.workload.replicationRoles.map((role) =>
    pathOf(
      scope,
      `replication/${role.split(":").slice(-1).join("").toLowerCase()}`,
      `replication by ${role} is let in, and left alone`,
      () => replicates(scope, role),
    ),
  );

/** Of another account the configuration has the role's unique id alone, and here it is some account. */
const ELSEWHERE = "123412341234";

async function* replicates(scope: WorkloadScope, role: string): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const names = workloadNames(config, workload);
  const isOwn = role.startsWith("arn:");
  const objects = `${names.bucketArn}/*`;
  const somebody = isOwn ? session(role, "s3-replication") : foreignSession(names.place, role);
  // Whoever lets a foreign account in does it by a statement beside ours.
  const beside = isOwn
    ? estate
    : withStatement(estate, names.bucket, {
        Effect: "Allow",
        Principal: { AWS: iamArn({ ...names.place, accountId: ELSEWHERE }, "root") },
        Action: REPLICATION,
        Resource: objects,
      });
  const { who, context } = somebody;
  for (const action of REPLICATION) {
    yield mayDo(beside, { who, action, resource: objects.replace("*", "any.csv"), context });
  }
  yield* responderFinds(estate, names, somebody, "allowed");
}

/** In the destination (S3 guide, setting-repl-config-perm-overview). */
const REPLICATION = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"] as const;

function foreignSession(place: Parameters<typeof iamArn>[0], roleId: string): Somebody {
  const role = session(
    iamArn({ ...place, accountId: ELSEWHERE }, "role/replication"),
    "s3-replication",
  );
  const userId = `${roleId}:s3-replication`;
  return {
    ...role,
    who: { ...role.who, userId },
    principalId: `AWS:${userId}`,
    identity: { type: "AWSAccount", principalId: userId, accountId: ELSEWHERE },
  };
}
