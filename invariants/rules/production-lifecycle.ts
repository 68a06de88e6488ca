import { workloadStack } from "../../config/names";
import type { Workload } from "../../config/schema";
import { blocksOf, type Resource } from "../../proof/model/resource";
import { blocksIn } from "../blocks";
import { settingsOf, theBuckets, theSetting } from "../buckets";
import type { Invariant } from "../invariant";
import { type Fault, ofWorkload, together, unless } from "../judging";
import { rulesOnAll } from "../lifecycles";

type Lifecycle = Exclude<Workload["lifecycle"], "none">;

const TYPE = "aws_s3_bucket_lifecycle_configuration";

function lifecycleFault(setting: Resource, lifecycle: Lifecycle): Fault {
  const { abortIncompleteUploadsAfterDays: abort, expireNoncurrentVersionsAfterDays: expire } =
    lifecycle;
  const rules = blocksOf(setting, "rule").filter(({ status }) => status === "Enabled");
  const inside = (name: string) => rules.flatMap((rule) => blocksIn(rule, name));
  const onAll = rulesOnAll(setting);
  const aborts = onAll.flatMap((rule) => blocksIn(rule, "abort_incomplete_multipart_upload"));
  const expired = inside("noncurrent_version_expiration");
  return together([
    unless(
      aborts.some(({ days_after_initiation: days }) => days === abort),
      `unfinished uploads aren't aborted after ${abort} days`,
    ),
    unless(
      expired.map(({ noncurrent_days: days }) => days).join() === (expire ?? []).toString(),
      `old versions don't expire as the configuration says (${expire ?? "never"})`,
    ),
    unless(onAll.length === rules.length, "one of its rules is about some objects only"),
    unless(
      inside("expiration").length === 0 && inside("transition").length === 0,
      "it moves or expires objects, which nobody asked for",
    ),
  ]);
}

export const productionLifecycle: Invariant = {
  id: "production-lifecycle",
  title: "The production bucket's lifecycle tidies what the configuration says, and nothing else",
  why: "A lifecycle deletes without anybody's call; S3 takes none on a bucket with MFA delete.",
  judge: ofWorkload((scope) => {
    const { bucketName: name, lifecycle } = scope.workload;
    return theBuckets([{ stack: workloadStack(scope.workload), name }], scope, (bucket) =>
      lifecycle === "none"
        ? unless(settingsOf(bucket, TYPE, scope).length === 0, 'it has a lifecycle, not "none"')
        : theSetting(bucket, TYPE, scope, (setting) => lifecycleFault(setting, lifecycle)),
    );
  }),
};
