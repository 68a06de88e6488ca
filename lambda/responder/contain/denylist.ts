/**
 * The denylist of a bucket: a set of `aws:userid` values in one ledger item, rendered into one
 * statement of the bucket policy. The responder and Terraform both render it with
 * `denylistStatement`, which is why a plan after an incident is empty.
 */

/** Names the one statement of the bucket policy that the responder owns. */
export const DENYLIST_SID = "BucketWardenDenylist";

/** DynamoDB has no empty set; this entry matches no principal, since no account is called so. */
export const NOBODY = "bucket-warden:nobody";

/**
 * A bucket's denylist item. `userIds` (a string set) is what the bucket policy says; `resting` (a
 * string set, absent when empty) are blocked by IAM's quarantine alone, to make room.
 */
export interface Denylist {
  readonly userIds: readonly string[];
  readonly resting: readonly string[];
  /** Found no room in the policy and are not blocked (a string set, absent when empty). */
  readonly waiting?: readonly string[];
}

/** Hash key of a bucket's denylist item. */
export const denylistKey = (bucket: string): string => `denylist#${bucket}`;

/** Everything that adds to the bucket, and what would undo the block. */
export const DENIED_ACTIONS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketNotification",
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
 *
 * `sparedArns` (`aws:PrincipalArn` of users and roles) are never hit, so no entry, not even `*`,
 * can lock the account out of its bucket policy. A caller without an ARN matches ArnNotEquals.
 */
export function denylistStatement<T>({ bucketArn, sparedArns }: DenylistTarget, userIds: T) {
  return {
    Sid: DENYLIST_SID,
    Effect: "Deny" as const,
    Principal: "*" as const,
    Action: DENIED_ACTIONS,
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: {
      StringLike: { "aws:userid": userIds },
      ArnNotEquals: { "aws:PrincipalArn": sparedArns },
    },
  };
}

export interface DenylistTarget {
  readonly bucketArn: string;
  readonly sparedArns: readonly string[];
}
