import { existingFor } from "../../../config/existing";
import { arn, auditNames, type Place, workloadNames } from "../../../config/names";
import type { WardenConfig } from "../../../config/schema";
import { planOf } from "../../plan";
import { mayDo, useKey } from "../../hops";
import type { Hop, Path } from "../../path";
import type { PathSource, Scope } from "../../scope";
import { settingsOf, theOne } from "../expected";
import { archive, putInto, withoutDefaultLock } from "./archive";
import { arnOf, keyBehind } from "./keys";

/** What Macie's jobs find is kept in the audit account, object by object. */
export const macieResultPaths: PathSource = {
  // The jobs are the administrator's, where there is one.
  shared: (scope) =>
    scope.config.organization ? pathsOf(scope, auditNames(scope.config).place) : [],
  ofWorkload: (scope) =>
    scope.config.organization
      ? []
      : pathsOf(scope, workloadNames(scope.config, scope.workload).place),
};

/** Whether the session, and with it what becomes of its results, is left to its owner. */
export const isMacieLeft = (config: WardenConfig, { accountId, region }: Place): boolean =>
  planOf(config).some(
    (planned) =>
      planned.accountId === accountId &&
      planned.region === region &&
      existingFor(config, planned).inRegion.macie === "leave",
  );

const pathsOf = (scope: Scope, place: Place): Path[] =>
  isMacieLeft(scope.config, place)
    ? []
    : [
        {
          family: "deliveries",
          id: `deliveries/macie/${place.accountId}/${place.region}`,
          title: `Macie of ${place.accountId}, ${place.region}: what its jobs find is kept in the audit account`,
          walk: () => delivers(scope, place),
        },
      ];

async function* delivers({ estate, config }: Scope, place: Place): AsyncGenerator<Hop> {
  const audit = auditNames(config);
  const session = yield* theOne(estate, {
    what: "a Macie session",
    type: "aws_macie2_account",
    place,
    by: {},
  });
  yield* settingsOf(session, [{ argument: "status", is: "ENABLED", byDefault: "ENABLED" }]);
  const bucket = yield* archive(estate, audit.macieResults, audit.place);
  const key = yield* keyBehind(estate, { alias: audit.logsKeyAlias, place: audit.place });
  const exported = yield* theOne(estate, {
    what: "an export of what Macie's jobs find",
    type: "aws_macie2_classification_export_configuration",
    place,
    by: {},
  });
  yield* settingsOf(exported, [
    { argument: "s3_destination.bucket_name", is: audit.macieResults },
    { argument: "s3_destination.kms_key_arn", is: arnOf(key) },
  ]);
  yield withoutDefaultLock(estate, bucket, "Macie isn't known to deliver to a bucket that has one");
  // Macie names the settings when they are tried, and the job when it delivers (Macie guide,
  // discovery-results-repository-s3).
  for (const source of ["export-configuration:*", `classification-job/${JOB_ID}`]) {
    const sourceArn = arn("macie2", place, source);
    const who = { service: "macie.amazonaws.com", sourceArn, sourceAccount: place.accountId };
    yield mayDo(estate, { who, action: "s3:GetBucketLocation", resource: arnOf(bucket) });
    yield* putInto(estate, who, bucket, {
      key: `AWSLogs/${place.accountId}/Macie/${place.region}/${JOB_ID}/${place.accountId}/results.jsonl.gz`,
      headers: {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": arnOf(key),
      },
    });
    const actions = ["kms:GenerateDataKey", "kms:Encrypt"];
    yield* useKey(estate, { who, keyArn: arnOf(key), actions });
  }
}

/** AWS makes it, and another at each change of a job. */
const JOB_ID = "3ce05dbb7ec5505def334104bf0d7ea4";
