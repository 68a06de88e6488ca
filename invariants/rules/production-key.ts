import { workloadNames, workloadStack } from "../../config/names";
import { blocksOf } from "../../proof/model/resource";
import { blocksIn } from "../blocks";
import { theBuckets, theSetting } from "../buckets";
import type { Invariant } from "../invariant";
import { ofWorkload, together, unless } from "../judging";
import { keyByAlias } from "../keys";

const TYPE = "aws_s3_bucket_server_side_encryption_configuration";

export const productionKey: Invariant = {
  id: "production-key",
  title: "The production bucket encrypts under its account's own key, by a bucket key",
  why: "The key's policy keeps others from reading; a bucket key keeps KMS from being asked for each object.",
  judge: ofWorkload((scope) => {
    const { config, workload, estate } = scope;
    const stack = workloadStack(workload);
    return theBuckets([{ stack, name: workload.bucketName }], scope, (bucket) =>
      theSetting(bucket, TYPE, scope, (setting) => {
        const key = keyByAlias(estate, stack, workloadNames(config, workload).keyAlias);
        const [rule = {}] = blocksOf(setting, "rule");
        const [given = {}] = blocksIn(rule, "apply_server_side_encryption_by_default");
        const isOwn = key !== undefined && given.kms_master_key_id === key.value("arn");
        return together([
          unless(given.sse_algorithm === "aws:kms" && isOwn, "not under the account's own key"),
          unless(rule.bucket_key_enabled === true, "without a bucket key"),
        ]);
      }),
    );
  }),
};
