import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

export const noForceDestroy: Invariant = {
  id: "no-force-destroy",
  title: "No bucket is emptied in order to destroy it",
  why: "With force_destroy a plan that removes a bucket deletes its objects and versions first.",
  judge: each("aws_s3_bucket", (bucket) =>
    unless(
      ["false", '"false"'].includes(JSON.stringify(bucket.value("force_destroy") ?? false)),
      "force_destroy is set",
    ),
  ),
};
