import { type S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { type Construct } from "constructs";
import { type Statement } from "../policies/document";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";
import { protect } from "./protection";

export interface ArchiveDays {
  readonly archiveAfterDays: number;
  readonly logRetentionDays: number;
}

export interface LogArchiveProps extends ArchiveDays {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string;
  readonly statements: readonly Statement[];
  readonly accessLogs: string;
}

/** Storage class `GLACIER` is Glacier Flexible Retrieval. */
export function archiveRules({
  archiveAfterDays,
  logRetentionDays,
}: ArchiveDays): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "archive-and-expire",
      status: "Enabled",
      filter: [{ prefix: "" }],
      transition: [{ days: archiveAfterDays, storageClass: "GLACIER" }],
      // A day after the lock has ended, so that expiry never meets a locked version.
      expiration: [{ days: logRetentionDays + 1 }],
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ];
}

const archiveProps = (props: LogArchiveProps): PrivateBucketProps => ({
  name: props.name,
  arn: props.arn,
  // No bucket key: with one CloudTrail would need kms:Decrypt too, and log files are few.
  encryption: { kmsKeyArn: props.keyArn, bucketKey: false },
  statements: props.statements,
  lifecycle: archiveRules(props),
  accessLogs: props.accessLogs,
});

/** Trail archive: nobody deletes a log file before its retention ends. */
export const lockedArchive = (
  scope: Construct,
  id: string,
  props: LogArchiveProps,
): PrivateBucket =>
  archive(scope, id, {
    ...archiveProps(props),
    objectLock: { mode: "GOVERNANCE", days: props.logRetentionDays },
  });

/** Config archive: without a default lock (S3.15), since AWS Config can't deliver to a bucket that has one. */
export const configArchive = (
  scope: Construct,
  id: string,
  props: LogArchiveProps,
): PrivateBucket => archive(scope, id, archiveProps(props));

/** What Macie found: the Macie guide doesn't say that it can deliver under a default lock. */
export const macieArchive = configArchive;

/** Evidence stays: no plan destroys an archive or what guards it. */
function archive(scope: Construct, id: string, props: PrivateBucketProps): PrivateBucket {
  const bucket = new PrivateBucket(scope, id, props);
  protect(bucket);
  return bucket;
}
