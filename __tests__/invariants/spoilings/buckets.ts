import { changing, edited, inPolicies, without } from "../spoiling";
import {
  BLOCK,
  ENCRYPTION,
  goneOrTwice,
  LOGGING,
  OWNERSHIP,
  POLICY,
  type Row,
  rows,
  setting,
  STRANGER,
  VERSIONING,
  ANYWHERE,
} from "./rows";

export const BUCKET_ROWS: readonly Row[] = [
  ...rows("bucket-tls-only", ANYWHERE, {
    ...goneOrTwice(POLICY),
    "only with TLS": inPolicies(
      POLICY,
      '"aws:SecureTransport":"false"',
      '"aws:SecureTransport":"true"',
    ),
    "only under a further condition": inPolicies(
      POLICY,
      '"Bool":({"aws:SecureTransport":"false"})',
      '"Bool":$1,"StringEquals":{"aws:PrincipalAccount":"1"}',
    ),
    "for one account": inPolicies(
      POLICY,
      '"TlsOnly","Effect":"Deny","Principal":"[*]"',
      `"TlsOnly","Effect":"Deny","Principal":{"AWS":"${STRANGER}"}`,
    ),
    "as an Allow": inPolicies(POLICY, '"TlsOnly","Effect":"Deny"', '"TlsOnly","Effect":"Allow"'),
    "for one call": inPolicies(POLICY, '"Action":"s3:[*]"', '"Action":"s3:GetObject"'),
    "for the bucket without its objects": inPolicies(
      POLICY,
      '"Action":"s3:[*]","Resource":.("[^"]*"),"[^"]*".',
      '"Action":"s3:*","Resource":[$1]',
    ),
  }),
  ...rows("bucket-encrypted", ANYWHERE, {
    ...goneOrTwice(ENCRYPTION),
    "by two defaults": edited(ENCRYPTION, '"rule":.({.*}).,?', '"rule":[$1,$1]'),
    "without an algorithm": edited(ENCRYPTION, '"sse_algorithm":"[^"]*"', '"sse_algorithm":""'),
  }),
  ...rows("bucket-encrypted", /aws_s3_bucket\.(?!AccessLogs_)/, {
    "by S3's own key": edited(ENCRYPTION, "aws:kms", "AES256"),
    "by AWS's own key": edited(
      ENCRYPTION,
      '"kms_master_key_id":"[^"]*"',
      '"kms_master_key_id":"arn:aws:kms:us-east-1:111111111111:alias/aws/s3"',
    ),
    "by no key that is named": edited(ENCRYPTION, '"kms_master_key_id":"[^"]*",', ""),
    "by a key of nobody's": without("aws_kms_key"),
  }),
  ...rows("bucket-private", ANYWHERE, {
    ...goneOrTwice(BLOCK),
    ...Object.fromEntries(
      [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
      ].map((argument) => [`without ${argument}`, setting(BLOCK, argument, false)]),
    ),
  }),
  ...rows("bucket-owner-enforced", ANYWHERE, {
    ...goneOrTwice(OWNERSHIP),
    "with ACLs": edited(OWNERSHIP, "BucketOwnerEnforced", "BucketOwnerPreferred"),
  }),
  ...rows("bucket-versioned", ANYWHERE, {
    ...goneOrTwice(VERSIONING),
    suspended: edited(VERSIONING, "Enabled", "Suspended"),
  }),
  ...rows("bucket-logged", /aws_s3_bucket\.(?!AccessLogs_)/, {
    ...goneOrTwice(LOGGING),
    "to itself": changing(LOGGING, (given) => {
      given.target_bucket = given.bucket;
    }),
    "to nobody's bucket": setting(LOGGING, "target_bucket", "elsewhere"),
  }),
];
