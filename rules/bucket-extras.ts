import { aspect } from "./buckets";
import { each, has, unless } from "./judges";
import { type Rule } from "./rule";

/** What scanners ask of buckets beyond the two standards. */
export const BUCKET_EXTRAS: readonly Rule[] = [
  {
    id: "S3.7",
    also: "CKV_AWS_144",
    asks: "replication to another region",
    how: "-",
    judge: each("aws_s3_bucket", (bucket) =>
      unless(
        aspect(bucket, "aws_s3_bucket_replication_configuration") !== undefined,
        "not replicated",
      ),
    ),
    exceptions: [
      {
        of: /./,
        file: "constructs/private-bucket.ts",
        why: "A second copy doubles what must be guarded and paid for. `replicationRoles` lets the owner's own replication in.",
      },
    ],
  },
  {
    id: "S3.14",
    also: "CKV_AWS_21",
    asks: "versioning",
    how: "`aws_s3_bucket_versioning`, on every bucket",
    judge: each("aws_s3_bucket", (bucket) => {
      const versioning = aspect(bucket, "aws_s3_bucket_versioning");
      const isOn = versioning && has(versioning, /"status":"Enabled"/);
      return unless(isOn === true, "overwritten objects are lost");
    }),
  },
  {
    id: "S3.15",
    also: "CKV_AWS_143",
    asks: "Object Lock",
    how: "production bucket and trail archive",
    judge: each("aws_s3_bucket", (bucket) =>
      unless(bucket.arguments.object_lock_enabled === true, "nothing is locked"),
    ),
    exceptions: [
      {
        of: /aws_s3_bucket\.AccessLogs_/,
        file: "constructs/access-log-bucket.ts",
        why: "S3 delivers no access logs to a bucket with Object Lock.",
      },
      {
        of: /aws_s3_bucket\.ConfigArchive_/,
        file: "constructs/log-archive.ts",
        why: "AWS Config can't deliver to a bucket with a default lock.",
      },
      {
        of: /aws_s3_bucket\.MacieResults_/,
        file: "constructs/log-archive.ts",
        why: "Nor does the Macie guide say that Macie can.",
      },
      {
        of: /aws_s3_bucket\.TrailQueries_/,
        file: "constructs/trail-queries.ts",
        why: "Results of queries are copies of what the trail archive keeps locked.",
      },
    ],
  },
  {
    id: "S3.17",
    also: "CKV_AWS_145",
    asks: "encryption under a key of KMS",
    how: "`aws_s3_bucket_server_side_encryption_configuration` with the account's own key",
    judge: each("aws_s3_bucket", (bucket) => {
      const encryption = aspect(bucket, "aws_s3_bucket_server_side_encryption_configuration");
      const underKms = encryption && has(encryption, /"sse_algorithm":"aws:kms"/);
      return unless(underKms === true, "not under a key of KMS");
    }),
    exceptions: [
      {
        of: /aws_s3_bucket\.AccessLogs_/,
        file: "constructs/access-log-bucket.ts",
        why: "S3 delivers access logs only to buckets under its own key (SSE-S3).",
      },
    ],
  },
];
