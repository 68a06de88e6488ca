import { blocksOf } from "../../proof/model/resource";
import { eachBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { unless } from "../judging";

export const bucketVersioned: Invariant = {
  id: "bucket-versioned",
  title: "Every bucket keeps its versions",
  why: "What is overwritten or deleted would be gone, and nothing could be locked.",
  judge: eachBuckets("aws_s3_bucket_versioning", (setting) => {
    const states = blocksOf(setting, "versioning_configuration").map(({ status }) => status);
    return unless(states.join() === "Enabled", "versioning is off");
  }),
};
