import { origin, type Resource, resourcesOf } from "../stacks/read-stack";
import { each, eachPlace, has, some, unless } from "./judges";
import { type Judge, type Rule } from "./rule";
import { allowsAny, isPublic, statementsIn } from "./statements";

/** The resource that sets one aspect of a bucket. */
export const aspect = (bucket: Resource, type: string): Resource | undefined =>
  resourcesOf(bucket.stack, type).find(
    ({ stack, arguments: given }) =>
      origin(stack, given.bucket, "aws_s3_bucket")?.address === bucket.address,
  );

const eachBucket = (type: string, isKept: (aspect: Resource) => boolean, fault: string): Judge =>
  each("aws_s3_bucket", (bucket) => {
    const found = aspect(bucket, type);
    return unless(found !== undefined && isKept(found), fault);
  });

const BLOCKS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];
const closed = eachBucket(
  "aws_s3_bucket_public_access_block",
  ({ arguments: given }) => BLOCKS.every((name) => given[name] === true),
  "public access isn't blocked",
);
const notPublic: Judge = each("aws_s3_bucket", (bucket) => {
  const policy = aspect(bucket, "aws_s3_bucket_policy");
  const open = !policy || statementsIn(policy).some(isPublic);
  const blocked = aspect(bucket, "aws_s3_bucket_public_access_block");
  return unless(!open && blocked !== undefined, "its policy lets everybody in");
});

const tlsOnly = eachBucket(
  "aws_s3_bucket_policy",
  (policy) =>
    statementsIn(policy).some(
      ({ Effect, Action, Condition }) =>
        Effect === "Deny" &&
        Action === "s3:*" &&
        Condition?.Bool?.["aws:SecureTransport"] === "false",
    ),
  "plain HTTP isn't refused",
);

/** What Security Hub's S3.6 doesn't want in another account's hands. */
const TAKEOVER =
  /^(\*|s3:(\*|DeleteBucketPolicy|Put(BucketAcl|BucketPolicy|EncryptionConfiguration|ObjectAcl)))$/;

const logged = eachBucket(
  "aws_s3_bucket_logging",
  ({ arguments: { target_bucket } }) => Boolean(target_bucket),
  "no access log",
);

export const BUCKET_RULES: readonly Rule[] = [
  {
    id: "S3.1",
    cis3: "2.1.4",
    cis5: "2.1.4",
    asks: "block public access for the whole account",
    how: "each bucket has its own block (S3.8)",
    judge: eachPlace((stack) =>
      unless(some(stack, "aws_s3_account_public_access_block"), "the account isn't closed"),
    ),
    exceptions: [
      {
        of: /./,
        file: "constructs/private-bucket.ts",
        why: "The account-wide switch would close buckets that this product doesn't know. It belongs to the account's own baseline.",
      },
    ],
  },
  {
    id: "S3.2",
    asks: "nobody reads without being known",
    how: "`aws_s3_bucket_public_access_block`, and no bucket policy that lets everybody in",
    judge: notPublic,
  },
  {
    id: "S3.3",
    asks: "nobody writes without being known",
    how: "as S3.2",
    judge: notPublic,
  },
  {
    id: "S3.5",
    cis3: "2.1.1",
    cis5: "2.1.1",
    asks: "refuse plain HTTP",
    how: "bucket policy, statement `TlsOnly`, on every bucket",
    judge: tlsOnly,
  },
  {
    id: "S3.6",
    asks: "other accounts can't change policy, ACL or encryption",
    how: "no bucket policy allows these calls to anybody",
    judge: each("aws_s3_bucket_policy", (policy) => {
      const statements = statementsIn(policy);
      return unless(
        statements.length > 0 && !statements.some((grant) => allowsAny(grant, TAKEOVER)),
        "its policy allows a call that takes the bucket over",
      );
    }),
  },
  {
    id: "S3.8",
    cis3: "2.1.4",
    cis5: "2.1.4",
    asks: "block public access on each bucket",
    how: "`aws_s3_bucket_public_access_block`, all four settings",
    judge: closed,
  },
  {
    id: "S3.9",
    also: "CKV_AWS_18",
    asks: "access logs of each bucket",
    how: "`aws_s3_bucket_logging`, to the account's own access-log bucket",
    judge: logged,
    exceptions: [
      {
        of: /aws_s3_bucket\.AccessLogs_/,
        file: "constructs/access-log-bucket.ts",
        why: "The access-log bucket would log its own log deliveries, without end.",
      },
    ],
  },
  {
    id: "S3.12",
    asks: "no ACLs",
    how: "`aws_s3_bucket_ownership_controls`: `BucketOwnerEnforced` switches ACLs off",
    judge: eachBucket(
      "aws_s3_bucket_ownership_controls",
      (ownership) => has(ownership, /"object_ownership":"BucketOwnerEnforced"/),
      "ACLs are still in force",
    ),
  },
  {
    id: "S3.13",
    also: "S3.10, CKV2_AWS_61",
    asks: "a lifecycle for each bucket",
    how: "`aws_s3_bucket_lifecycle_configuration`",
    judge: eachBucket(
      "aws_s3_bucket_lifecycle_configuration",
      (lifecycle) => has(lifecycle, /"status":"Enabled"/),
      "no lifecycle",
    ),
    exceptions: [
      {
        of: /^workload-\S+ aws_s3_bucket\.Production_/,
        file: "constructs/production-bucket.ts",
        why: 'Only with `lifecycle: "none"`, which native MFA delete asks for: S3 takes no lifecycle on such a bucket.',
      },
    ],
  },
  {
    id: "S3.19",
    asks: "access points block public access",
    notApplicable: "no access points",
    without: ["aws_s3_access_point", "aws_s3control_access_grant"],
  },
  {
    id: "S3.20",
    cis3: "2.1.2",
    cis5: "2.1.2",
    also: "AWS-0170",
    asks: "S3's own MFA delete",
    how: "production bucket: bucket policy, statement `DeletionNeedsMfa`; archives: Object Lock",
    judge: eachBucket(
      "aws_s3_bucket_versioning",
      (versioning) => has(versioning, /"mfa_delete":"Enabled"/),
      "MFA delete isn't switched on",
    ),
    exceptions: [
      {
        of: /./,
        file: "constructs/private-bucket.ts",
        why: 'Only root can switch it on, by hand, and S3 takes no lifecycle beside it. `mfaDelete: "native"` prepares for it (docs/mfa-delete.md).',
      },
    ],
  },
  {
    id: "S3.24",
    asks: "multi-region access points block public access",
    notApplicable: "no such access points",
    without: ["aws_s3control_multi_region_access_point"],
  },
  {
    id: "S3.25",
    asks: "a lifecycle for directory buckets",
    notApplicable: "no directory buckets",
    without: ["aws_s3_directory_bucket"],
  },
];
