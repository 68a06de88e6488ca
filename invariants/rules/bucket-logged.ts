import { type Resource, textOf } from "../../proof/model/resource";
import { accessLogBuckets, nameOf, theSetting } from "../buckets";
import type { Exception, Invariant } from "../invariant";
import { each, unless } from "../judging";

const EXCEPTIONS: readonly Exception<Resource>[] = [
  {
    why: "The bucket of the access logs would log its own deliveries, without end.",
    fits: (bucket, { config, workload }) => nameOf(bucket) === accessLogBuckets(config, workload),
  },
];

export const bucketLogged: Invariant = {
  id: "bucket-logged",
  title: "Every bucket's requests are logged, to another bucket of its account and region",
  why: "The access logs name each key of a DeleteObjects call, which CloudTrail doesn't.",
  exceptions: EXCEPTIONS,
  judge: each(
    "aws_s3_bucket",
    (bucket, scope) =>
      theSetting(bucket, "aws_s3_bucket_logging", scope, (setting) => {
        const target = scope.estate
          .resources("aws_s3_bucket")
          .find((one) => nameOf(one) === textOf(setting, "target_bucket"));
        const isNear =
          target?.place.accountId === bucket.place.accountId &&
          target.place.region === bucket.place.region;
        return unless(
          isNear && nameOf(target) !== nameOf(bucket),
          "it logs to no other bucket of its account and region",
        );
      }),
    EXCEPTIONS,
  ),
};
