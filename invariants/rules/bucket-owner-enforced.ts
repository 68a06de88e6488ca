import { blocksOf } from "../../proof/model/resource";
import { eachBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { unless } from "../judging";

export const bucketOwnerEnforced: Invariant = {
  id: "bucket-owner-enforced",
  title: "Every object belongs to its bucket's owner, and ACLs are off",
  why: "An uploader could otherwise keep an object to themselves, or hand it to anybody.",
  judge: eachBuckets("aws_s3_bucket_ownership_controls", (setting) => {
    const owners = blocksOf(setting, "rule").map(({ object_ownership }) => object_ownership);
    return unless(owners.join() === "BucketOwnerEnforced", "ACLs are in force");
  }),
};
