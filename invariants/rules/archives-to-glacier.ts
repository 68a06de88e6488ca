import { AUDIT_STACK, auditNames, workloadNames, workloadStack } from "../../config/names";
import type { Resource } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { blocksIn } from "../blocks";
import { type NamedBucket, theBuckets, theSetting } from "../buckets";
import type { Invariant } from "../invariant";
import { type Fault, together, unless } from "../judging";
import { rulesOnAll } from "../lifecycles";

function lifecycleFault(setting: Resource, { config }: Scope): Fault {
  const { archiveAfterDays, logRetentionDays } = config.auditAccount;
  const rules = rulesOnAll(setting);
  const moves = rules.flatMap((rule) => blocksIn(rule, "transition"));
  const ends = rules.flatMap((rule) => blocksIn(rule, "expiration"));
  const expiry = logRetentionDays + 1;
  return together([
    unless(
      moves.some((move) => move.storage_class === "GLACIER" && move.days === archiveAfterDays),
      `it doesn't move logs to Glacier Flexible Retrieval after ${archiveAfterDays} days`,
    ),
    unless(
      ends.length > 0 && ends.every(({ days }) => days === expiry),
      `it doesn't expire logs after ${expiry} days, when no lock holds them any more`,
    ),
    unless(
      rules.some((rule) => blocksIn(rule, "noncurrent_version_expiration").length > 0),
      "it keeps old versions for ever",
    ),
    unless(
      rules.some((rule) => blocksIn(rule, "abort_incomplete_multipart_upload").length > 0),
      "it keeps what was uploaded in part",
    ),
    unless(
      setting.value("transition_default_minimum_object_size") === "varies_by_storage_class",
      "S3's default leaves files below 128 KB where they are",
    ),
  ]);
}

function archivesOf({ config, workload }: Scope): readonly NamedBucket[] {
  if (workload) {
    const { accessLogs } = workloadNames(config, workload);
    return [{ stack: workloadStack(workload), name: accessLogs }];
  }
  const { trailArchive, configArchive, macieResults, accessLogs } = auditNames(config);
  return [trailArchive, configArchive, macieResults, accessLogs].map((name) => ({
    stack: AUDIT_STACK,
    name,
  }));
}

export const archivesToGlacier: Invariant = {
  id: "archives-to-glacier",
  title: "Logs move to Glacier Flexible Retrieval and expire on the days of the configuration",
  why: "Evidence that is deleted early is missing, and kept for ever it costs for ever.",
  judge: (scope) =>
    theBuckets(archivesOf(scope), scope, (bucket) =>
      theSetting(bucket, "aws_s3_bucket_lifecycle_configuration", scope, lifecycleFault),
    ),
};
