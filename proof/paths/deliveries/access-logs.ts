import { auditNames, bucketArn, type Place, workloadNames } from "../../../config/names";
import { mayDo } from "../../hops";
import { textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { PathSource, Scope } from "../../scope";
import { settingOf, theOne } from "../expected";
import { archive, defaultEncryption, withoutDefaultLock } from "./archive";

/** Every bucket's access logs arrive in a bucket of the same account and region. */
export const accessLogPaths: PathSource = {
  shared: (scope) => {
    const { place, accessLogs, ...audit } = auditNames(scope.config);
    const { trailArchive, configArchive, macieResults, queryResults } = audit;
    return [trailArchive, configArchive, macieResults, queryResults].map((bucket) =>
      pathOf(scope, { place, bucket, accessLogs }),
    );
  },
  ofWorkload: (scope) => {
    const { place, accessLogs, bucket } = workloadNames(scope.config, scope.workload);
    return [pathOf(scope, { place, bucket, accessLogs })];
  },
};

interface Logged {
  readonly place: Place;
  readonly bucket: string;
  readonly accessLogs: string;
}

const pathOf = (scope: Scope, logged: Logged): Path => ({
  family: "deliveries",
  id: `deliveries/access-logs/${logged.bucket}`,
  title: `S3: the access logs of ${logged.bucket} arrive in ${logged.accessLogs}`,
  walk: () => delivers(scope, logged),
});

async function* delivers(
  { estate }: Scope,
  { place, bucket, accessLogs }: Logged,
): AsyncGenerator<Hop> {
  yield* archive(estate, bucket, place);
  const logging = yield* theOne(estate, {
    what: `access logging of ${bucket}`,
    type: "aws_s3_bucket_logging",
    place,
    by: { bucket },
  });
  yield* takesLogs({ estate, place, accessLogs });
  yield settingOf(logging, { argument: "target_bucket", is: accessLogs });
  const prefix = textOf(logging, "target_prefix") ?? "";
  yield mayDo(estate, {
    who: {
      service: "logging.s3.amazonaws.com",
      sourceArn: bucketArn(place, bucket),
      sourceAccount: place.accountId,
    },
    action: "s3:PutObject",
    resource: `${bucketArn(place, accessLogs)}/${prefix}2026-11-22-03-00-00-0123456789ABCDEF`,
  });
}

/**
 * S3 delivers neither under a KMS key by default, nor to a bucket with Object Lock, nor where the
 * requester pays (S3 guide, enable-server-access-logging and object-lock-managing).
 */
function* takesLogs({
  estate,
  place,
  accessLogs,
}: Pick<Scope, "estate"> & Omit<Logged, "bucket">): Generator<Hop> {
  const target = yield* archive(estate, accessLogs, place);
  const why = "S3 delivers no access logs to a bucket with Object Lock";
  yield settingOf(target, { argument: "object_lock_enabled", is: false, byDefault: false });
  yield withoutDefaultLock(estate, target, why);
  const { algorithm, at } = defaultEncryption(estate, target);
  const what = "its default encryption is S3's own";
  if (algorithm !== "AES256") {
    const because = `it is ${algorithm}: S3 delivers no access logs under a KMS key`;
    const argument = "rule.apply_server_side_encryption_by_default.sse_algorithm";
    const mend = at && { at, mend: [{ at, argument, add: "AES256" }] };
    yield broken(what, because, mend);
  } else yield holds(what, at ? whereOf(at) : "S3's own default", at);
}
