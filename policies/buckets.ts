import { denylistStatement } from "../lambda/responder/contain/denylist";
import { REFUSED_TAG } from "../lambda/responder/remove/refused-tag";
import { type Statement } from "./document";
import { accountsIn, type Members, sourcesIn } from "./members";

const objects = (bucketArn: string): string => `${bucketArn}/*`;

/**
 * Lets AWS Config of the members deliver. The recorders use the service-linked role, so Config
 * writes as the service principal (Config guide, s3-bucket-policy).
 */
export function configArchivePolicy(bucketArn: string, members: Members): Statement[] {
  const service = { Service: "config.amazonaws.com" };
  const from = sourcesIn(members);
  return [
    {
      Sid: "ConfigChecksBucket",
      Effect: "Allow",
      Principal: service,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: from },
    },
    {
      Sid: "ConfigDelivers",
      Effect: "Allow",
      Principal: service,
      Action: "s3:PutObject",
      Resource: accountsIn(members).map((id) => `${bucketArn}/AWSLogs/${id}/Config/*`),
      Condition: { StringEquals: { ...from, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/** Lets S3 write the access logs of `sources`, which are buckets of the same account and region. */
export const accessLogsPolicy = (
  bucketArn: string,
  accountId: string,
  sources: readonly string[],
): Statement[] => [
  {
    Sid: "AccessLogsDeliver",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: objects(bucketArn),
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnEquals: { "aws:SourceArn": sources },
    },
  },
];

export interface ProductionBucketPolicyProps {
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly responderRoleArn: string;
  /** The blocked `aws:userid` values: in a stack, a marker for Terraform's expression. */
  readonly blockedUserIds: string;
  /** `aws:PrincipalArn` values that no block ever hits. */
  readonly sparedArns: readonly string[];
  /** Who may read, tag and untag a version that is tagged as refused. @default sparedArns */
  readonly tagKeepersArns?: readonly string[];
  /** `aws:userid` patterns; nobody else may write at all. @default whoever IAM lets */
  readonly onlyUploaders?: readonly string[];
  /** Of whom S3's own MFA delete asks a code. @default the policy asks root for MFA as well */
  readonly rootArn?: string;
}

export function productionBucketPolicy(props: ProductionBucketPolicyProps): Statement[] {
  const { bucketArn, keyArn, responderRoleArn, blockedUserIds, sparedArns } = props;
  const { tagKeepersArns = sparedArns, onlyUploaders, rootArn } = props;
  return [
    {
      // A missing MFA key counts as no MFA: long-lived access keys don't carry it at all. Neither
      // do root's, whose code of S3's own MFA delete is a header and no condition key.
      Sid: "DeletionNeedsMfa",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: objects(bucketArn),
      Condition: {
        BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
        ArnNotEquals: {
          "aws:PrincipalArn":
            rootArn === undefined ? responderRoleArn : [responderRoleArn, rootArn],
        },
      },
    },
    ...refusedHeaders(bucketArn, keyArn),
    keepRefused(bucketArn, tagKeepersArns),
    ...(onlyUploaders ? [onlyBy(bucketArn, onlyUploaders)] : []),
    denylistStatement({ bucketArn, sparedArns }, blockedUserIds),
  ];
}

/**
 * Refuses uploads by their headers. An upload without a header gets the bucket's default, so the
 * deny must not match there: a negated operator does match a missing key, with or without IfExists
 * (IAM guide, condition operators), hence the Null.
 */
function refusedHeaders(bucketArn: string, keyArn: string): Statement[] {
  const refuse = (Sid: string, header: string, allowed?: string): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects(bucketArn),
    Condition: {
      Null: { [header]: "false" },
      ...(allowed !== undefined && { StringNotEquals: { [header]: allowed } }),
    },
  });
  return [
    refuse("OnlyTheBucketsKey", "s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn),
    refuse("OnlyKmsEncryption", "s3:x-amz-server-side-encryption", "aws:kms"),
    // Grants to others come in headers of their own: BucketOwnerEnforced refuses those.
    refuse("OnlyTheOwnersAcl", "s3:x-amz-acl", "bucket-owner-full-control"),
    // An intruder could keep an object for a century; whoever may retain has the bucket's default.
    refuse("NoOwnLockMode", "s3:object-lock-mode"),
    refuse("NoOwnLockDate", "s3:object-lock-retain-until-date"),
    refuse("NoOwnLegalHold", "s3:object-lock-legal-hold"),
  ];
}

/** Nobody reads a version that the responder could not delete, or takes its tag away. */
const keepRefused = (bucketArn: string, keepersArns: readonly string[]): Statement => ({
  Sid: "KeepRefused",
  Effect: "Deny",
  Principal: "*",
  Action: [
    "s3:DeleteObjectTagging",
    "s3:DeleteObjectVersionTagging",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObjectTagging",
    "s3:PutObjectVersionTagging",
  ],
  Resource: objects(bucketArn),
  Condition: {
    StringEquals: { [`s3:ExistingObjectTag/${REFUSED_TAG.key}`]: REFUSED_TAG.value },
    ArnNotEquals: { "aws:PrincipalArn": keepersArns },
  },
});

/** StringNotLike matches a missing key too: a caller without a user id may not write either. */
const onlyBy = (bucketArn: string, userIds: readonly string[]): Statement => ({
  Sid: "OnlyUploaders",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:PutObject", "s3:ReplicateObject"],
  Resource: objects(bucketArn),
  Condition: { StringNotLike: { "aws:userid": userIds } },
});
