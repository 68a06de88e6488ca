/**
 * The denylist of a bucket: a set of `aws:userid` values in one ledger item, rendered into one
 * statement of the bucket policy. The responder and Terraform both render it with
 * `denylistStatement`, which is why a plan after an incident is empty.
 */

/** Names the one statement of the bucket policy that the responder owns. */
export const DENYLIST_SID = "BucketWardenDenylist";

/** DynamoDB has no empty set; this entry matches no principal, since no account is called so. */
export const NOBODY = "bucket-warden:nobody";

/** Hash key of a bucket's denylist item; its `userIds` attribute is a string set. */
export const denylistKey = (bucket: string): string => `denylist#${bucket}`;

/** Everything that adds to the bucket, and what would undo the block. */
export const DENIED_ACTIONS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketPolicy",
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionAcl",
  "s3:PutObjectVersionTagging",
  "s3:ReplicateObject",
] as const;

/**
 * The statement that blocks `userIds` (string[] at run time, a Terraform expression in a stack).
 * `Principal "*"` with `aws:userid` covers users, role sessions, federated users, root and other
 * accounts alike, and survives the deletion of a blocked user: an ARN in `Principal` would turn
 * into an `AIDA…` id that makes every later PutBucketPolicy fail.
 */
export function denylistStatement<T>(bucketArn: string, userIds: T) {
  return {
    Sid: DENYLIST_SID,
    Effect: "Deny" as const,
    Principal: "*" as const,
    Action: DENIED_ACTIONS,
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { StringLike: { "aws:userid": userIds } },
  };
}
