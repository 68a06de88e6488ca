import {
  conditioned,
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

const archivePolicy = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_s3_bucket_policy", "MacieResults", change);
const logsKey = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_kms_key", "LogsKey", change);
const exported = (destination: object) =>
  setting(
    "aws_macie2_classification_export_configuration",
    "SensitiveData",
    "s3_destination",
    destination,
  );

const SETTINGS = "arn:aws:macie2:us-east-1:222222222222:export-configuration:*";
const BUCKET = "acme-warden-macie-111111111111";

const RESULTS: readonly Spoiling[] = [
  ["there is no session", PAYMENTS, removing("aws_macie2_account", "Sens"), "there is a Macie ses"],
  ["it is paused", PAYMENTS, setting("aws_macie2_account", "Sens", "status", "PAUSED"), "PAUSED"],
  ["they go elsewhere", PAYMENTS, exported({ bucket_name: "elsewhere" }), "it is elsewhere"],
  ["they have no key", PAYMENTS, exported({ bucket_name: BUCKET }), "kms_key_arn"],
  ["their archive is gone", "audit", removing("aws_s3_bucket", "MacieResults"), "there is the buc"],
  [
    "Macie can't find the archive",
    "audit",
    archivePolicy(without("MacieLocatesBucket")),
    "macie.amazonaws.com may not s3:GetBucketLocation",
  ],
  [
    "Macie may deliver what it tries, and not what jobs find",
    "audit",
    archivePolicy(conditioned("MacieDelivers", "ArnLike", "aws:SourceArn", SETTINGS)),
    "macie.amazonaws.com may not s3:PutObject",
  ],
  [
    "Macie may deliver for other accounts only",
    "audit",
    archivePolicy(
      conditioned("MacieDelivers", "StringEquals", "aws:SourceAccount", "333333333333"),
    ),
    "macie.amazonaws.com may not s3:PutObject",
  ],
  ["Macie may not encrypt", "audit", logsKey(without("MacieEncrypts")), "kms:GenerateDataKey"],
];

const job = (argument: string, value: unknown) =>
  setting("aws_macie2_classification_job", "SensitiveData", argument, value);
const about = (accountId: string, bucket: string) =>
  job("s3_job_definition", { bucket_definitions: [{ account_id: accountId, buckets: [bucket] }] });

const READING: readonly Spoiling[] = [
  [
    "there is no job",
    PAYMENTS,
    removing("aws_macie2_classification_job", "Sens"),
    "no running job",
  ],
  ["it runs once", PAYMENTS, job("job_type", "ONE_TIME"), "no running job"],
  [
    "it runs on Fridays",
    PAYMENTS,
    job("schedule_frequency", { weekly_schedule: "FRIDAY" }),
    "no running job",
  ],
  ["it is paused", PAYMENTS, job("job_status", "USER_PAUSED"), "no running job"],
  ["it is about another bucket", PAYMENTS, about("222222222222", "elsewhere"), "no running job"],
  [
    "it is about another account",
    PAYMENTS,
    about("333333333333", "acme-payments-prod"),
    "no running job",
  ],
  [
    "Macie may not use the bucket's key",
    PAYMENTS,
    policyOf("aws_kms_key", "Key", without("MacieReads")),
    "AWSServiceRoleForAmazonMacie may not kms:Decrypt",
  ],
  [
    "the bucket refuses to be read",
    PAYMENTS,
    policyOf("aws_s3_bucket_policy", "Production", (statements) => [
      ...statements,
      { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" },
    ]),
    "explicit deny",
  ],
];

export const MACIE: readonly Spoilt[] = [
  {
    title: "what Macie finds isn't kept",
    proven,
    whose: "payments",
    path: "deliveries/macie/222222222222/us-east-1",
    rows: RESULTS,
  },
  {
    title: "Macie doesn't read the bucket",
    proven,
    whose: "payments",
    path: "deliveries/macie-reading/",
    rows: READING,
  },
];
