import { REFUSED_TAG } from "./remove/refused-tag";

/** What a permission is on: the resource's kind, of which the deployment knows the ARN. */
export type NeededOn =
  | "object"
  | "bucket"
  | "ledger"
  | "user"
  | "role"
  | "findings"
  | "topic"
  | "topic-key"
  | "failures"
  | "log-stream";

/** One permission that one call asks for. */
export interface Need {
  /** The SDK's command without its ending, `DeleteObject`; or what Lambda does in the role's name. */
  readonly call: string;
  /** `s3:DeleteObjectVersion` */
  readonly action: string;
  readonly on: NeededOn;
  /**
   * Condition keys that the service sends, with placeholders for what the deployment knows:
   * `<account>` the function's account, `<audit-region>` the topic's region, `<topic>` the topic's
   * ARN, `<quarantine-policy>` the policy's ARN; and for what each event says: `<key>`, `<version>`.
   */
  readonly context?: Readonly<Record<string, string>>;
}

/** What Lambda does by the function's role, not the function itself. */
export const LAMBDAS_OWN_CALLS = ["write logs", "deliver to the failure destination"] as const;

const [WRITE_LOGS, DELIVER_FAILURE] = LAMBDAS_OWN_CALLS;

const OF_VERSION = { "s3:VersionId": "<version>" } as const;
const WITH_POLICY = { "iam:PolicyARN": "<quarantine-policy>" } as const;
const VIA_TOPIC = {
  "kms:CallerAccount": "<account>",
  "kms:EncryptionContext:aws:sns:topicArn": "<topic>",
  "kms:ViaService": "sns.<audit-region>.amazonaws.com",
} as const;

/**
 * Every permission that the function's calls ask for, in every response mode: `observe` makes fewer
 * of the calls, and the mode is changed without a change of rights. `aws/` makes the calls.
 */
export const RESPONDER_NEEDS: readonly Need[] = [
  // By version with a lock to pass over; by key with a condition, which asks for the right to read
  // as well (S3 guide, conditional-delete-enforce).
  { call: "DeleteObject", action: "s3:DeleteObjectVersion", on: "object", context: OF_VERSION },
  {
    ...{ call: "DeleteObject", action: "s3:BypassGovernanceRetention", on: "object" },
    context: OF_VERSION,
  },
  { call: "DeleteObject", action: "s3:DeleteObject", on: "object" },
  { call: "DeleteObject", action: "s3:GetObject", on: "object" },
  {
    ...{ call: "PutObjectTagging", action: "s3:PutObjectVersionTagging", on: "object" },
    context: { ...OF_VERSION, [`s3:RequestObjectTag/${REFUSED_TAG.key}`]: REFUSED_TAG.value },
  },
  {
    ...{ call: "GetObjectLegalHold", action: "s3:GetObjectLegalHold", on: "object" },
    context: OF_VERSION,
  },
  {
    ...{ call: "GetObjectRetention", action: "s3:GetObjectRetention", on: "object" },
    context: OF_VERSION,
  },
  {
    ...{ call: "ListObjectVersions", action: "s3:ListBucketVersions", on: "bucket" },
    context: { "s3:prefix": "<key>" },
  },
  { call: "ListMultipartUploads", action: "s3:ListBucketMultipartUploads", on: "bucket" },
  { call: "AbortMultipartUpload", action: "s3:AbortMultipartUpload", on: "object" },
  { call: "GetBucketPolicy", action: "s3:GetBucketPolicy", on: "bucket" },
  { call: "PutBucketPolicy", action: "s3:PutBucketPolicy", on: "bucket" },
  { call: "BatchGetItem", action: "dynamodb:BatchGetItem", on: "ledger" },
  { call: "UpdateItem", action: "dynamodb:UpdateItem", on: "ledger" },
  // A transaction asks for what each of its parts asks for (DynamoDB guide, transaction-apis-iam).
  { call: "TransactWriteItems", action: "dynamodb:UpdateItem", on: "ledger" },
  { call: "AttachUserPolicy", action: "iam:AttachUserPolicy", on: "user", context: WITH_POLICY },
  { call: "AttachRolePolicy", action: "iam:AttachRolePolicy", on: "role", context: WITH_POLICY },
  {
    ...{ call: "BatchImportFindings", action: "securityhub:BatchImportFindings", on: "findings" },
    context: { "securityhub:TargetAccount": "<account>" },
  },
  { call: "Publish", action: "sns:Publish", on: "topic" },
  // A publisher encrypts under the topic's key, and SNS asks to decrypt besides (SNS guide,
  // sns-key-management).
  { call: "Publish", action: "kms:GenerateDataKey", on: "topic-key", context: VIA_TOPIC },
  { call: "Publish", action: "kms:Decrypt", on: "topic-key", context: VIA_TOPIC },
  { call: WRITE_LOGS, action: "logs:CreateLogStream", on: "log-stream" },
  { call: WRITE_LOGS, action: "logs:PutLogEvents", on: "log-stream" },
  { call: DELIVER_FAILURE, action: "sqs:SendMessage", on: "failures" },
];
