import { eachBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { unless } from "../judging";

const BLOCKS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

export const bucketPrivate: Invariant = {
  id: "bucket-private",
  title: "No bucket can be made public",
  why: "One careless statement opens a bucket to the world; S3 refuses it where all four blocks are on.",
  judge: eachBuckets("aws_s3_bucket_public_access_block", (setting) => {
    const off = BLOCKS.filter((block) => setting.value(block) !== true);
    return unless(off.length === 0, `${off.join(", ")} is off`);
  }),
};
