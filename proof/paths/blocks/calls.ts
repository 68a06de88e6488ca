import type { WorkloadNames } from "../../../config/names";

export interface BucketCall {
  /** S3's calls that ask for the action. */
  readonly calls: string;
  readonly action: string;
  readonly on: "bucket" | "object";
}

/**
 * Every call by which somebody puts something into a bucket, or changes what is in it, or would
 * undo a block (S3 guide, using-with-s3-policy-actions).
 */
export const WRITING_CALLS: readonly BucketCall[] = [
  // All of these ask for the one permission (S3 guide, mpuAndPermissions).
  { calls: "PutObject, POST, CopyObject, multipart uploads", action: "s3:PutObject", on: "object" },
  { calls: "replication", action: "s3:ReplicateObject", on: "object" },
  { calls: "PutObjectAcl", action: "s3:PutObjectAcl", on: "object" },
  { calls: "PutObjectAcl of a version", action: "s3:PutObjectVersionAcl", on: "object" },
  { calls: "PutObjectTagging", action: "s3:PutObjectTagging", on: "object" },
  {
    calls: "PutObjectTagging of a version",
    action: "s3:PutObjectVersionTagging",
    on: "object",
  },
  { calls: "PutObjectRetention", action: "s3:PutObjectRetention", on: "object" },
  { calls: "PutObjectLegalHold", action: "s3:PutObjectLegalHold", on: "object" },
  { calls: "PutBucketPolicy", action: "s3:PutBucketPolicy", on: "bucket" },
  { calls: "DeleteBucketPolicy", action: "s3:DeleteBucketPolicy", on: "bucket" },
  { calls: "PutBucketNotification", action: "s3:PutBucketNotification", on: "bucket" },
];

/** One on an object that some modes refuse anyhow, one that none does, and one on the bucket. */
export const SOME_CALLS: readonly BucketCall[] = WRITING_CALLS.filter(({ action }) =>
  ["s3:PutObject", "s3:PutObjectTagging", "s3:PutBucketPolicy"].includes(action),
);

/** Root of the bucket's own account always may, whatever the policy says (S3 guide, bucket-policies). */
export const ALWAYS_ROOTS: readonly string[] = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/** What a bucket that lets only its uploaders write refuses to others anyhow. */
export const PREVENTED: readonly string[] = ["s3:PutObject", "s3:ReplicateObject"];

export const resourceOf = ({ on }: BucketCall, { bucketArn }: WorkloadNames): string =>
  on === "bucket" ? bucketArn : `${bucketArn}/any/object.csv`;
