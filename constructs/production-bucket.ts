import { Construct } from "constructs";
import type { Workload } from "../config/schema";
import { type ProductionBucketPolicyProps, productionBucketPolicy } from "../policies/buckets";
import { PrivateBucket } from "./private-bucket";

export interface ProductionBucketProps extends ProductionBucketPolicyProps {
  readonly name: string;
  readonly objectLock: Workload["objectLock"];
  readonly lifecycle: Workload["lifecycle"];
  readonly accessLogs: string;
  /** By which an organization's Macie jobs find the bucket. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The guarded bucket: one KMS key, Object Lock, deletion only with MFA (the responder excepted),
 * and a denylist that Terraform and the responder render from the same ledger item.
 */
export class ProductionBucket extends Construct {
  /** The bucket's name; whoever uses it waits until its policy is in force. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: ProductionBucketProps) {
    super(scope, id);
    const { name, bucketArn: arn, keyArn, objectLock, lifecycle, accessLogs, tags } = props;
    // S3.13 is an exception with "none": S3 takes no lifecycle on a bucket with MFA delete.
    const rules = lifecycle === "none" ? undefined : lifecycleRules(lifecycle);
    const { ready } = new PrivateBucket(this, "Bucket", {
      name,
      arn,
      encryption: { kmsKeyArn: keyArn, bucketKey: true },
      statements: productionBucketPolicy(props),
      objectLock: { mode: objectLock.mode, days: objectLock.days },
      accessLogs,
      ...(rules && { lifecycle: rules }),
      ...(tags && { tags }),
    });
    this.name = ready.bucket;
  }
}

function lifecycleRules(lifecycle: Exclude<Workload["lifecycle"], "none">) {
  const { abortIncompleteUploadsAfterDays: abort, expireNoncurrentVersionsAfterDays: expire } =
    lifecycle;
  return [
    {
      id: "tidy",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: abort }],
      ...(expire !== undefined && { noncurrentVersionExpiration: [{ noncurrentDays: expire }] }),
    },
  ];
}
