import { blocksOf, type Resource } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { type Block, blocksIn } from "../blocks";
import { accessLogBuckets, nameOf, theSetting } from "../buckets";
import type { Exception, Invariant } from "../invariant";
import { each, type Fault } from "../judging";
import { keyFault } from "../keys";

const TYPE = "aws_s3_bucket_server_side_encryption_configuration";

const EXCEPTIONS: readonly Exception<Resource>[] = [
  {
    why: "S3 delivers access logs only to buckets under its own key (S3 guide, enable-server-access-logging).",
    fits: (bucket, scope) =>
      nameOf(bucket) === accessLogBuckets(scope.config, scope.workload) &&
      theSetting(bucket, TYPE, scope, (setting) => underS3sOwn(setting)) === undefined,
  },
];

const defaultsOf = (setting: Resource): readonly Block[] =>
  blocksOf(setting, "rule").flatMap((rule) =>
    blocksIn(rule, "apply_server_side_encryption_by_default"),
  );

const underS3sOwn = (setting: Resource): Fault => {
  const algorithms = defaultsOf(setting).map(({ sse_algorithm }) => sse_algorithm);
  return algorithms.join() === "AES256" ? undefined : "it isn't encrypted by S3's own key";
};

function underKey(setting: Resource, scope: Scope): Fault {
  const [given, ...others] = defaultsOf(setting);
  if (!given || others.length > 0) return "it has no default encryption";
  if (given.sse_algorithm !== "aws:kms") return "it isn't encrypted under a key of KMS";
  return keyFault(scope, given.kms_master_key_id, "kms_master_key_id");
}

export const bucketEncrypted: Invariant = {
  id: "bucket-encrypted",
  title: "Every bucket encrypts under a key of the stacks",
  why: "A key's policy is the second lock: whoever gets at the objects still can't read them.",
  exceptions: EXCEPTIONS,
  judge: each(
    "aws_s3_bucket",
    (bucket, scope) => theSetting(bucket, TYPE, scope, underKey),
    EXCEPTIONS,
  ),
};
