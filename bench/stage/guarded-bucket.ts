import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type WorkloadNames } from "../../config/names";
import { NOBODY } from "../../lambda/responder/contain/denylist";
import { productionBucketPolicy } from "../../policies/buckets";
import { policyJson, tlsOnly } from "../../policies/document";

export interface GuardedBucketProps {
  readonly names: WorkloadNames;
  readonly keyArn: string;
  readonly sparedArns: readonly string[];
  /** In mode prevent. @default whoever IAM lets */
  readonly onlyUploaders?: readonly string[];
}

/** The bucket as the production stack makes it, as far as the responder meets it. */
export async function createGuardedBucket(s3: S3Client, props: GuardedBucketProps): Promise<void> {
  const { names, keyArn } = props;
  const Bucket = names.bucket;
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
      },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: [encryption(keyArn)] },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyOf(props) }));
}

const encryption = (KMSMasterKeyID: string) => ({
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID },
  BucketKeyEnabled: true,
});

const policyOf = ({ names, ...props }: GuardedBucketProps): string =>
  policyJson([
    ...productionBucketPolicy({
      bucketArn: names.bucketArn,
      responderRoleArn: names.responderRoleArn,
      blockedUserIds: NOBODY,
      ...props,
    }),
    tlsOnly("s3:*", [names.bucketArn, `${names.bucketArn}/*`]),
  ]);
