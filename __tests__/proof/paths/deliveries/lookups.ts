import {
  changing,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const proven = committed("invitation");
const PAYMENTS = "workload-payments";
const PUBLIC_READ = "Recorder_Rule-s3-bucket-public-read";

const JUDGING: readonly Spoiling[] = [
  ["it is gone", PAYMENTS, removing("aws_config_config_rule", PUBLIC_READ), "no stack has one"],
  [
    "it is somebody's own",
    PAYMENTS,
    setting("aws_config_config_rule", PUBLIC_READ, "source", {
      owner: "CUSTOM_LAMBDA",
      source_identifier: "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    }),
    "it is CUSTOM_LAMBDA",
  ],
];

const LOOKUPS: readonly Spoiling[] = ["LogsKey", "AlertsKey"].map((key) => [
  `${key} shows itself to nobody`,
  "audit",
  policyOf("aws_kms_key", key, without("DeploymentsFindKey")),
  "may not kms:DescribeKey",
]);

/** The second account is let in by its own name. */
const SECOND: readonly Spoiling[] = ["LogsKey", "AlertsKey"].map((key) => [
  `${key} shows itself to the other account alone`,
  "audit",
  policyOf(
    "aws_kms_key",
    key,
    changing("DeploymentsFindKey", (statement) => {
      statement.Principal = { AWS: "arn:aws:iam::222222222222:root" };
    }),
  ),
  "may not kms:DescribeKey",
]);

export const LOOKUPS_AND_RULES: readonly Spoilt[] = [
  {
    title: "AWS Config doesn't judge public reading",
    proven,
    whose: "payments",
    path: "deliveries/config-rules/222222222222/s3_bucket_public_read_prohibited",
    rows: JUDGING,
  },
  {
    title: "Terraform doesn't find the audit account's keys",
    proven,
    whose: "payments",
    path: "deliveries/key-lookups/222222222222",
    rows: LOOKUPS,
  },
  {
    title: "Terraform of the second account doesn't find the audit account's keys",
    proven,
    whose: "claims",
    path: "deliveries/key-lookups/333333333333",
    rows: SECOND,
  },
];
