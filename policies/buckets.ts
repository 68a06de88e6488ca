import { denylistStatement } from "../lambda/responder/denylist";
import { type Statement } from "./document";

const objects = (bucketArn: string): string => `${bucketArn}/*`;

export interface TrailOwner {
  readonly accountId: string;
  readonly trailArn: string;
}

/**
 * Lets the named trails deliver, each below its own account's prefix. `aws:SourceArn` is what
 * AWS asks for here (CloudTrail guide, create-s3-bucket-policy-for-cloudtrail).
 */
export function trailArchivePolicy(bucketArn: string, owners: readonly TrailOwner[]): Statement[] {
  const service = { Service: "cloudtrail.amazonaws.com" };
  const sourceArns = owners.map(({ trailArn }) => trailArn);
  return [
    {
      Sid: "TrailsCheckAcl",
      Effect: "Allow",
      Principal: service,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": sourceArns } },
    },
    {
      Sid: "TrailsDeliver",
      Effect: "Allow",
      Principal: service,
      Action: "s3:PutObject",
      Resource: owners.map(({ accountId }) => `${bucketArn}/AWSLogs/${accountId}/*`),
      Condition: {
        StringEquals: {
          "aws:SourceArn": sourceArns,
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
      },
    },
  ];
}

/**
 * Lets AWS Config of the named accounts deliver. The recorders use the service-linked role, so
 * Config writes as the service principal (Config guide, s3-bucket-policy).
 */
export function configArchivePolicy(bucketArn: string, accountIds: readonly string[]): Statement[] {
  const service = { Service: "config.amazonaws.com" };
  const from = { "AWS:SourceAccount": accountIds };
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
      Resource: accountIds.map((id) => `${bucketArn}/AWSLogs/${id}/Config/*`),
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
}

export function productionBucketPolicy(props: ProductionBucketPolicyProps): Statement[] {
  const { bucketArn, keyArn, responderRoleArn, blockedUserIds } = props;
  /**
   * Refuses uploads whose header says something else. An upload without the header gets the
   * bucket's default, so the deny must not match there: a negated operator does match a missing
   * key, with or without IfExists (IAM guide, condition operators), hence the Null.
   */
  const refuseHeader = (Sid: string, header: string, allowed: string): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects(bucketArn),
    Condition: { Null: { [header]: "false" }, StringNotEquals: { [header]: allowed } },
  });
  return [
    {
      // A missing MFA key counts as no MFA: long-lived access keys don't carry it at all.
      Sid: "DeletionNeedsMfa",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: objects(bucketArn),
      Condition: {
        BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
        ArnNotEquals: { "aws:PrincipalArn": responderRoleArn },
      },
    },
    refuseHeader("OnlyTheBucketsKey", "s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn),
    refuseHeader("OnlyKmsEncryption", "s3:x-amz-server-side-encryption", "aws:kms"),
    denylistStatement(bucketArn, blockedUserIds),
  ];
}
