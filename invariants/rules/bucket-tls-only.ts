import { partitionOf } from "../../config/names";
import { ownedBy } from "../../proof/model/policies";
import { nameOf, theSetting } from "../buckets";
import type { Invariant } from "../invariant";
import { each } from "../judging";
import { plainHttpFault } from "../tls";

export const bucketTlsOnly: Invariant = {
  id: "bucket-tls-only",
  title: "Every bucket refuses requests without TLS",
  why: "Whoever listens on the way reads objects and signatures.",
  judge: each("aws_s3_bucket", (bucket, scope) =>
    theSetting(bucket, "aws_s3_bucket_policy", scope, () => {
      const arn = `arn:${partitionOf(bucket.place.region)}:s3:::${nameOf(bucket)}`;
      return plainHttpFault(ownedBy(scope.estate, arn), "s3:*", [arn, `${arn}/*`]);
    }),
  ),
};
