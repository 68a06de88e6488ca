import "../support/cdktf-matchers";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { synthesizedQueries } from "../queries/deployed";
import { exampleConfig, organizationConfig } from "../support/example";

const json = synthesizedQueries(exampleConfig());
const KEY = "arn:aws:kms:us-east-1:111111111111:key/logs";

test("nobody's query leaves results elsewhere, unencrypted or unseen, or reads without end", () => {
  expect(json).toHaveResourceWithProperties(AthenaWorkgroup, {
    name: "acme",
    configuration: {
      enforce_workgroup_configuration: true,
      publish_cloudwatch_metrics_enabled: true,
      bytes_scanned_cutoff_per_query: 214_748_364_800,
      engine_version: { selected_engine_version: "Athena engine version 3" },
      result_configuration: {
        output_location: expect.stringMatching(
          /^s3:\/\/\$\{aws_s3_bucket_policy\..+\}\/results\/$/,
        ),
        expected_bucket_owner: "111111111111",
        encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: KEY },
      },
    },
  });
});

test("results are kept for 30 days under the logs key, and whoever reads them is logged", () => {
  expect(json).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
    rule: [
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: KEY,
        },
        bucket_key_enabled: true,
      },
    ],
  });
  expect(json).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
    rule: [
      expect.objectContaining({
        status: "Enabled",
        expiration: [{ days: 30 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      }),
    ],
  });
  expect(json).toHaveResourceWithProperties(S3BucketLoggingA, { target_bucket: "logs" });
  expect(json).not.toHaveResource(S3BucketObjectLockConfigurationA);
});

test("the table finds any account's logs in any region and day, restored ones too", () => {
  expect(json).toHaveResourceWithProperties(GlueCatalogTable, {
    name: "trail",
    table_type: "EXTERNAL_TABLE",
    partition_keys: ["account", "region", "day"].map((name) => ({ name, type: "string" })),
    parameters: expect.objectContaining({
      "projection.enabled": "true",
      "projection.account.type": "injected",
      "projection.region.type": "enum",
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": "2024/01/01,NOW",
      read_restored_glacier_objects: "true",
      // Doubled, or Terraform would look for resources of these names.
      "storage.location.template":
        "s3://acme-trail-111111111111/AWSLogs/$${account}/CloudTrail/$${region}/$${day}/",
    }),
  });
  expect(json).toHaveResourceWithProperties(GlueCatalogDatabase, { name: "acme" });
});

test("the table reads log files as the Athena guide says", () => {
  expect(json).toHaveResourceWithProperties(GlueCatalogTable, {
    storage_descriptor: expect.objectContaining({
      location: "s3://acme-trail-111111111111/AWSLogs/",
      input_format: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      output_format: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      ser_de_info: { serialization_library: "org.apache.hive.hcatalog.data.JsonSerDe" },
    }),
  });
});

test("an organization's trail has a table of its own", () => {
  expect(json).not.toHaveResourceWithProperties(GlueCatalogTable, { name: "organization_trail" });
  expect(synthesizedQueries(organizationConfig())).toHaveResourceWithProperties(GlueCatalogTable, {
    name: "organization_trail",
    parameters: expect.objectContaining({
      "storage.location.template":
        "s3://acme-trail-111111111111/AWSLogs/o-a1b2c3d4e5/$${account}/CloudTrail/$${region}/$${day}/",
    }),
  });
});

test("a saved query says in its description what to give it, in order", () => {
  expect(json).toHaveResourceWithProperties(AthenaNamedQuery, {
    name: "what-was-read",
    description:
      "Which objects did a principal read or copy: what was taken? Parameters: account, first day (yyyy/MM/dd), last day, principal (ARN, user id, role id or access key id).",
    workgroup: expect.stringContaining("aws_athena_workgroup"),
    database: expect.stringContaining("aws_glue_catalog_database"),
  });
});

test("a prefix with hyphens makes a database that SQL can name", () => {
  const hyphened = synthesizedQueries(exampleConfig({ prefix: "bucket-warden" }));

  expect(hyphened).toHaveResourceWithProperties(GlueCatalogDatabase, { name: "bucket_warden" });
  expect(hyphened).toHaveResourceWithProperties(AthenaNamedQuery, {
    query: expect.stringContaining('FROM "bucket_warden"."trail"'),
  });
});
