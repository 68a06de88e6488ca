import {
  changing,
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
const TRAIL = "deliveries/trail/222222222222/acme-warden";

const archivePolicy = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_s3_bucket_policy", "TrailArchive", change);
const logsKey = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_kms_key", "LogsKey", change);
const onlyOn = (resource: string) =>
  archivePolicy(
    changing("TrailsDeliver", (statement) => {
      statement.Resource = `arn:aws:s3:::acme-warden-trail-111111111111/AWSLogs/${resource}`;
    }),
  );
const ofTrail = (argument: string, value: unknown) =>
  setting("aws_cloudtrail", "Trail", argument, value);

const OTHER = "arn:aws:cloudtrail:us-east-1:333333333333:trail/acme-warden";
const refusing = {
  ...{ Sid: "OnlyS3Keys", Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "*" },
  Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
};

const ARCHIVE: readonly Spoiling[] = [
  ["the archive is gone", "audit", removing("aws_s3_bucket", "TrailArchive"), /no stack has an/],
  [
    "the archive's policy is gone",
    "audit",
    removing("aws_s3_bucket_policy", "TrailArchive"),
    "cloudtrail.amazonaws.com may not s3:GetBucketAcl",
  ],
  [
    "CloudTrail may not look at the archive's ACL",
    "audit",
    archivePolicy(without("TrailsCheckAcl")),
    "cloudtrail.amazonaws.com may not s3:GetBucketAcl",
  ],
  [
    "only another trail delivers",
    "audit",
    archivePolicy(conditioned("TrailsDeliver", "StringEquals", "aws:SourceArn", OTHER)),
    "may not s3:PutObject on arn:aws:s3:::acme-warden-trail-111111111111/AWSLogs/222222222222/CloudTrail/us-east-1",
  ],
  ["the folder is another account's", "audit", onlyOn("333333333333/*"), "may not s3:PutObject"],
  ["digests have no place", "audit", onlyOn("*/CloudTrail/*"), /CloudTrail-(Insight|Digest)/],
  ["other regions have no place", "audit", onlyOn("*/us-east-1/*"), "/us-east-2/"],
  [
    "the archive refuses what isn't under S3's own key",
    "audit",
    archivePolicy((statements) => [...statements, refusing]),
    "explicit deny",
  ],
  ["trails may not encrypt", "audit", logsKey(without("TrailsEncrypt")), /not kms:GenerateDataKey/],
  ["trails may not see the key", "audit", logsKey(without("TrailsDescribeKey")), "kms:DescribeKey"],
  [
    "the key is for another trail's files",
    "audit",
    logsKey(
      conditioned(
        "TrailsEncrypt",
        "StringEquals",
        "kms:EncryptionContext:aws:cloudtrail:arn",
        OTHER,
      ),
    ),
    "may not kms:GenerateDataKey",
  ],
  [
    "the key is disabled",
    "audit",
    setting("aws_kms_key", "LogsKey", "is_enabled", false),
    "is_ena",
  ],
  ["the key signs", "audit", setting("aws_kms_key", "LogsKey", "key_usage", "SIGN_VERIFY"), "SIGN"],
  ["the alias is another", "audit", setting("aws_kms_alias", "LogsKey", "name", "alias/x"), "once"],
  [
    "the alias means another key",
    "audit",
    setting("aws_kms_alias", "LogsKey", "target_key_id", "${aws_kms_key.AlertsKey_9D05DB5E.id}"),
    /may not kms:|kms_key_id/,
  ],
  ["it is called otherwise", PAYMENTS, ofTrail("name", "x"), "no stack has an aws_cloudtrail"],
  ["it writes elsewhere", PAYMENTS, ofTrail("s3_bucket_name", "elsewhere"), "it is elsewhere"],
  ["it names no key", PAYMENTS, ofTrail("kms_key_id", undefined), "it is not set"],
  ["its files aren't validated", PAYMENTS, ofTrail("enable_log_file_validation", false), "valid"],
];

const selector = (fields: object[]) => [{ field_selector: fields }];
const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };
const DATA = { field: "eventCategory", equals: ["Data"] };

const CALLS: readonly Spoiling[] = [
  ["there is none", PAYMENTS, removing("aws_cloudtrail", "Trail"), "no stack has an aws_cloudtra"],
  ["it doesn't log", PAYMENTS, ofTrail("enable_logging", false), "enable_logging"],
  ["it is of one region", PAYMENTS, ofTrail("is_multi_region_trail", false), "is_multi_region_tr"],
  ["IAM is left out", PAYMENTS, ofTrail("include_global_service_events", false), "include_global"],
  ["it is an organization's", PAYMENTS, ofTrail("is_organization_trail", true), "is_organization"],
  ["it has no selector", PAYMENTS, ofTrail("advanced_event_selector", []), "an upload into the"],
  [
    "it takes no data events",
    PAYMENTS,
    ofTrail("advanced_event_selector", selector([MANAGEMENT])),
    "it records an upload into the bucket",
  ],
  [
    "it takes data events only",
    PAYMENTS,
    ofTrail("advanced_event_selector", selector([DATA])),
    "it records a change of IAM",
  ],
  [
    "it leaves out KMS",
    PAYMENTS,
    ofTrail(
      "advanced_event_selector",
      selector([MANAGEMENT, { field: "eventSource", not_equals: ["kms.amazonaws.com"] }]),
    ),
    "it records the use of a key",
  ],
  ["it has old selectors", PAYMENTS, ofTrail("event_selector", [{}]), "unknown: it records"],
  [
    "it takes calls on every bucket",
    PAYMENTS,
    ofTrail("advanced_event_selector", [
      ...selector([MANAGEMENT]),
      ...selector([DATA, { field: "resources.type", equals: ["AWS::S3::Object"] }]),
    ]),
    "it leaves out an upload into another bucket",
  ],
  ["no insights are asked for", PAYMENTS, ofTrail("insight_selector", []), "ApiCallRateInsight"],
];

export const TRAILS: readonly Spoilt[] = [
  {
    title: "a trail doesn't reach the archive",
    proven,
    whose: "payments",
    path: `${TRAIL}/archive`,
    rows: ARCHIVE,
  },
  {
    title: "a trail doesn't record what it must",
    proven,
    whose: "payments",
    path: `${TRAIL}/calls`,
    rows: CALLS,
  },
];
