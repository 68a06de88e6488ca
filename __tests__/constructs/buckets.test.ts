import "../support/cdktf-matchers";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { type Construct } from "constructs";
import { AccessLogBucket } from "../../constructs/access-log-bucket";
import { configArchive, lockedArchive } from "../../constructs/log-archive";
import { PrivateBucket } from "../../constructs/private-bucket";
import { ProductionBucket, type ProductionBucketProps } from "../../constructs/production-bucket";
import { terraformValue } from "../../policies/document";
import { synth } from "../support/scope";

const place = { partition: "aws", region: "us-east-1", accountId: "222222222222" };
const arn = "arn:aws:s3:::box";
const archive = {
  name: "box",
  arn,
  keyArn: "arn:aws:kms:us-east-1:111111111111:key/k",
  statements: [],
  accessLogs: "logs",
  archiveAfterDays: 45,
  logRetentionDays: 400,
};

describe("PrivateBucket", () => {
  test("waits with its policy until S3 is done with the public access block and ownership", () => {
    const json = synth((stack) => {
      new PrivateBucket(stack, "Box", { name: "box", arn, encryption: "AES256", statements: [] });
    });

    expect(json).toHaveResourceWithProperties(S3BucketPolicy, {
      depends_on: [expect.stringContaining("aws_s3_bucket_ownership_controls.")],
    });
  });

  test("has neither lock, lifecycle nor access logs unless asked", () => {
    const json = synth((stack) => {
      new PrivateBucket(stack, "Box", { name: "box", arn, encryption: "AES256", statements: [] });
    });

    expect(json).not.toHaveResource(S3BucketObjectLockConfigurationA);
    expect(json).not.toHaveResource(S3BucketLifecycleConfiguration);
    expect(json).not.toHaveResource(S3BucketLoggingA);
  });
});

describe.each([
  ["the trail archive", lockedArchive],
  ["the config archive", configArchive],
])("%s", (_, build: (scope: Construct, id: string, props: typeof archive) => PrivateBucket) => {
  const json = synth((stack) => {
    build(stack, "Archive", archive);
  });

  test("moves to Glacier Flexible Retrieval whatever the object's size, and expires after its retention", () => {
    expect(json).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
      transition_default_minimum_object_size: "varies_by_storage_class",
      rule: [
        expect.objectContaining({
          status: "Enabled",
          transition: [{ days: 45, storage_class: "GLACIER" }],
          expiration: [{ days: 401 }],
        }),
      ],
    });
  });

  test("is encrypted under the given key and logs its access", () => {
    expect(json).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
      rule: [
        expect.objectContaining({
          apply_server_side_encryption_by_default: {
            kms_master_key_id: archive.keyArn,
            sse_algorithm: "aws:kms",
          },
        }),
      ],
    });
    expect(json).toHaveResourceWithProperties(S3BucketLoggingA, { target_bucket: "logs" });
  });
});

test("the trail archive locks every object for the retention; the config archive can't have a default lock", () => {
  const locked = synth((stack) => void lockedArchive(stack, "Archive", archive));
  const unlocked = synth((stack) => void configArchive(stack, "Archive", archive));

  expect(locked).toHaveResourceWithProperties(S3BucketObjectLockConfigurationA, {
    rule: { default_retention: { mode: "GOVERNANCE", days: 400 } },
  });
  expect(unlocked).not.toHaveResource(S3BucketObjectLockConfigurationA);
});

test("the access-log bucket takes logs of the named buckets of its own account only", () => {
  const json = synth((stack) => {
    new AccessLogBucket(stack, "Logs", { ...archive, place, name: "logs", sources: ["box"] });
  });

  expect(json).toHaveResourceWithProperties(S3BucketPolicy, {
    policy: expect.stringContaining(
      '"Condition":{"StringEquals":{"aws:SourceAccount":"222222222222"},"ArnEquals":{"aws:SourceArn":["arn:aws:s3:::box"]}}',
    ),
  });
  expect(json).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
});

describe("ProductionBucket", () => {
  const production = (changes: Partial<ProductionBucketProps> = {}) =>
    synth((stack) => {
      new ProductionBucket(stack, "Production", {
        name: "box",
        bucketArn: arn,
        keyArn: archive.keyArn,
        responderRoleArn: "arn:aws:iam::222222222222:role/responder",
        blockedUserIds: terraformValue("sort(local.blocked)"),
        sparedArns: ["arn:aws:iam::222222222222:role/responder"],
        objectLock: { mode: "GOVERNANCE", days: 30 },
        lifecycle: { abortIncompleteUploadsAfterDays: 7 },
        accessLogs: "logs",
        ...changes,
      });
    });

  test("renders the denylist from an expression that Terraform evaluates at plan time", () => {
    expect(production()).toHaveResourceWithProperties(S3BucketPolicy, {
      policy: expect.stringContaining(
        '"StringLike":{"aws:userid":${jsonencode(sort(local.blocked))}}',
      ),
    });
  });

  test("aborts unfinished uploads, and expires old versions only when told to", () => {
    expect(production()).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
      rule: [
        {
          id: "tidy",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
    expect(
      production({
        lifecycle: { abortIncompleteUploadsAfterDays: 1, expireNoncurrentVersionsAfterDays: 90 },
      }),
    ).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
      rule: [expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] })],
    });
  });

  test("has no lifecycle at all where native MFA delete forbids one", () => {
    expect(production({ lifecycle: "none" })).not.toHaveResource(S3BucketLifecycleConfiguration);
  });
});
