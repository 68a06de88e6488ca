import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyJson, type Statement, tlsOnly } from "../policies/document";

export interface PrivateBucketProps {
  readonly name: string;
  readonly arn: string;
  /** `AES256` only where AWS can't write under a KMS key (access logs). */
  readonly encryption: "AES256" | { readonly kmsKeyArn: string; readonly bucketKey: boolean };
  /** The bucket policy, besides the TLS-only statement that every bucket has. */
  readonly statements: readonly Statement[];
  /** Default retention of new objects. @default none */
  readonly objectLock?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  readonly lifecycle?: readonly S3BucketLifecycleConfigurationRule[];
  /** Bucket of the same account and region. @default no access logs */
  readonly accessLogs?: string;
  /** Besides the stack's. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Versioned, encrypted bucket that nobody can make public and nobody reaches without TLS. */
export class PrivateBucket extends Construct {
  /** Bucket name; whoever uses it waits until the policy stands. */
  readonly ready: S3BucketPolicy;
  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "Resource", {
      bucket: props.name,
      ...(props.objectLock && { objectLockEnabled: true }),
      ...(props.tags && { tags: { ...props.tags } }),
    });
    // Left out on purpose (docs/rules.md): S3.20, S3's own MFA delete, which only root can switch
    // on, by hand; S3.7, replication, a second copy to guard; S3.1, the account-wide public access
    // block, which would close buckets that this product doesn't know.
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    this.encrypt(props.encryption);
    this.ready = this.closeToThePublic(props);
    this.keep(props, versioning);
  }

  private encrypt(encryption: PrivateBucketProps["encryption"]): void {
    const rule =
      encryption === "AES256"
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: encryption.kmsKeyArn,
            },
            bucketKeyEnabled: encryption.bucketKey,
          };
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: this.bucket.id,
      rule: [rule],
    });
  }

  /** One after the other: S3 answers concurrent changes of these with 409 OperationAborted. */
  private closeToThePublic({ arn, statements }: PrivateBucketProps): S3BucketPolicy {
    const bucket = this.bucket.id;
    const block = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const ownership = new S3BucketOwnershipControls(this, "Ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [block],
    });
    return new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: policyJson([...statements, tlsOnly("s3:*", [arn, `${arn}/*`])]),
      dependsOn: [ownership],
    });
  }

  private keep(props: PrivateBucketProps, versioning: S3BucketVersioningA): void {
    const { objectLock, lifecycle, accessLogs } = props;
    const bucket = this.bucket.id;
    if (objectLock) {
      new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
        bucket,
        rule: { defaultRetention: objectLock },
        dependsOn: [versioning],
      });
    }
    if (lifecycle) {
      new S3BucketLifecycleConfiguration(this, "Lifecycle", {
        bucket,
        // S3's newer default never moves objects below 128 KB, which most log files are.
        transitionDefaultMinimumObjectSize: "varies_by_storage_class",
        rule: [...lifecycle],
        dependsOn: [versioning],
      });
    }
    if (accessLogs) {
      new S3BucketLoggingA(this, "AccessLogging", {
        bucket,
        targetBucket: accessLogs,
        targetPrefix: `${props.name}/`,
      });
    }
  }
}
