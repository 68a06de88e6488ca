import type { Arguments, Blocks } from "../../../proof/model/stack";
import { changing, edited, inPolicies, without } from "../spoiling";
import {
  BLOCK,
  ENCRYPTION,
  goneOrTwice,
  LIFECYCLE,
  LOCK,
  LOGGING,
  OWNERSHIP,
  POLICY,
  type Row,
  rows,
  set,
  setting,
  VERSIONING,
  ANYWHERE,
  auditOnly,
  eachWorkload,
} from "./rows";

const ARCHIVED = /aws_s3_bucket\.(TrailArchive|ConfigArchive|MacieResults|AccessLogs)_/;
const TRAILS = /aws_s3_bucket\.TrailArchive_/;
const PRODUCTION = /aws_s3_bucket\.Production_/;
const KEPT = [
  "aws_s3_bucket",
  POLICY,
  BLOCK,
  OWNERSHIP,
  VERSIONING,
  ENCRYPTION,
  LOGGING,
  LIFECYCLE,
];

const lockRows = (rule: string, about: RegExp) =>
  rows(rule, about, {
    ...goneOrTwice(LOCK),
    "made without a lock": setting("aws_s3_bucket", "object_lock_enabled"),
    "for a day": edited(LOCK, '"days":\\d+', '"days":1'),
    "in the other mode": edited(LOCK, "GOVERNANCE", "COMPLIANCE"),
    "by no default": setting(LOCK, "rule", {}),
  });

const locking = ({ bucket }: Arguments): Arguments => ({
  bucket,
  rule: { default_retention: { mode: "GOVERNANCE", days: 1 } },
});

const mapped = (found: Blocks[string], change: (given: Arguments) => Arguments) =>
  Object.fromEntries(Object.entries(found).map(([id, given]) => [id, change(given)]));

export const EVIDENCE_ROWS: readonly Row[] = [
  ...lockRows("trail-archive-locked", TRAILS),
  ...lockRows("production-locked", PRODUCTION),
  ...rows("trail-archive-locked", auditOnly, { "no archive": without("aws_s3_bucket") }),
  ...rows("archives-to-glacier", ARCHIVED, {
    ...goneOrTwice(LIFECYCLE),
    "to another class": edited(LIFECYCLE, "GLACIER", "DEEP_ARCHIVE"),
    later: edited(LIFECYCLE, '"days":30', '"days":90'),
    "expired while they are locked": edited(LIFECYCLE, '"days":366', '"days":365'),
    "expired early besides": edited(LIFECYCLE, '{"days":366}', '{"days":366},{"days":10}'),
    "kept for ever": edited(LIFECYCLE, '"expiration":[^\\]]*\\],', ""),
    "old versions kept": edited(LIFECYCLE, '"noncurrent_version_expiration":[^\\]]*\\],', ""),
    "parts kept": edited(LIFECYCLE, '"abort_incomplete_multipart_upload":[^\\]]*\\],', ""),
    "switched off": edited(LIFECYCLE, "Enabled", "Disabled"),
    "of some objects": edited(LIFECYCLE, '"prefix":""', '"prefix":"x"'),
    "of large objects": setting(LIFECYCLE, "transition_default_minimum_object_size"),
  }),
  ...rows("deliveries-unlocked", /aws_s3_bucket\.(ConfigArchive|MacieResults|AccessLogs)_/, {
    "a default lock": (json) => ({
      ...json,
      resource: { ...json.resource, [LOCK]: mapped(json.resource.aws_s3_bucket ?? {}, locking) },
    }),
  }),
  ...rows("production-key", PRODUCTION, {
    ...goneOrTwice(ENCRYPTION),
    "by S3's own key": edited(ENCRYPTION, "aws:kms", "AES256"),
    "without a bucket key": edited(
      ENCRYPTION,
      '"bucket_key_enabled":true',
      '"bucket_key_enabled":false',
    ),
    "by another key": edited(ENCRYPTION, "aws_kms_key", "data.aws_kms_key"),
    "by a key that its alias doesn't lead to": setting("aws_kms_alias", "target_key_id", "other"),
  }),
  ...rows("production-mfa-deletion", PRODUCTION, {
    gone: without(POLICY),
    "allowed without": inPolicies(
      POLICY,
      '"aws:MultiFactorAuthPresent":"false"',
      '"aws:MultiFactorAuthPresent":"true"',
    ),
    "for whoever says so": inPolicies(POLICY, '"BoolIfExists"', '"Bool"'),
    "for versions": inPolicies(POLICY, '"s3:DeleteObject",', ""),
    "for current objects": inPolicies(
      POLICY,
      '"s3:DeleteObject","s3:DeleteObjectVersion"',
      '"s3:DeleteObject"',
    ),
    "but for every role": inPolicies(POLICY, "role/acme-warden-responder", "role/*"),
    "but for root, of whom S3 asks nothing": inPolicies(
      POLICY,
      '"ArnNotEquals":{"aws:PrincipalArn":"([^"]+:)role/acme-warden-responder"',
      '"ArnNotEquals":{"aws:PrincipalArn":["$1role/acme-warden-responder","$1root"]',
    ),
    "on one object": inPolicies(
      POLICY,
      '"Resource":"(arn:aws:s3:::[\\w-]+)/[*]"',
      '"Resource":"$1/one"',
    ),
    "from one place": inPolicies(
      POLICY,
      '"BoolIfExists":',
      '"IpAddress":{"aws:SourceIp":"192.0.2.1"},"BoolIfExists":',
    ),
  }),
  ...rows("production-lifecycle", PRODUCTION, {
    ...goneOrTwice(LIFECYCLE),
    "after a year": edited(LIFECYCLE, '"days_after_initiation":7', '"days_after_initiation":365'),
    "switched off": edited(LIFECYCLE, "Enabled", "Disabled"),
    "of some objects": edited(LIFECYCLE, '"prefix":""', '"prefix":"x"'),
    "old versions too": edited(
      LIFECYCLE,
      '"id":"tidy"',
      '"id":"tidy","noncurrent_version_expiration":[{"noncurrent_days":1}]',
    ),
    "current objects too": edited(
      LIFECYCLE,
      '"id":"tidy"',
      '"id":"tidy","expiration":[{"days":1}]',
    ),
    "to Glacier": edited(
      LIFECYCLE,
      '"id":"tidy"',
      '"id":"tidy","transition":[{"days":1,"storage_class":"GLACIER"}]',
    ),
  }),
  ...rows("ledger-protected", / aws_dynamodb_table\./, {
    "no recovery": setting("aws_dynamodb_table", "point_in_time_recovery"),
    "recovery off": setting("aws_dynamodb_table", "point_in_time_recovery", { enabled: false }),
    "to be deleted": setting("aws_dynamodb_table", "deletion_protection_enabled", false),
  }),
  ...rows("ledger-protected", eachWorkload, { "no ledger": without("aws_dynamodb_table") }),
  ...rows("evidence-kept", ANYWHERE, {
    "to be destroyed": changing(
      [
        ...KEPT,
        LOCK,
        "aws_kms_key",
        "aws_kms_alias",
        "aws_dynamodb_table",
        "aws_dynamodb_table_item",
      ],
      set("lifecycle", undefined),
    ),
  }),
  ...[auditOnly, eachWorkload].flatMap((home) =>
    rows("evidence-kept", home, {
      "no buckets": without("aws_s3_bucket"),
      "no keys": without("aws_kms_key"),
      "no names of keys": without("aws_kms_alias"),
    }),
  ),
  ...rows("evidence-kept", eachWorkload, { "no ledger": without("aws_dynamodb_table") }),
];
