import {
  alertTopicArns,
  arn,
  type AuditNames,
  bucketArn,
  iamArn,
  type WorkloadNames,
} from "../config/names";
import { DENIED_ACTIONS } from "../lambda/responder/contain/denylist";
import { logGroupArn } from "./keys";
import { type Statement } from "./document";

export interface ResponderPolicyProps {
  readonly names: WorkloadNames;
  readonly audit: Pick<AuditNames, "alertTopics" | "place">;
  readonly alertsKeyArn: string;
  readonly failuresQueueArn: string;
}

/** Exactly the calls of lambda/responder/aws/, and what Lambda does in its name. */
export function responderPolicy({
  names,
  audit,
  alertsKeyArn,
  failuresQueueArn,
}: ResponderPolicyProps): Statement[] {
  const { place } = names;
  const bucket = bucketArn(place, names.bucket);
  return [
    {
      // Deleting by key is for objects without a version, and for delete markers; its condition on
      // the ETag asks for the right to read (S3 guide, conditional-delete-enforce).
      Sid: "RemoveObjects",
      Effect: "Allow",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
      ],
      Resource: `${bucket}/*`,
    },
    {
      // What can't be deleted is tagged, and the bucket policy refuses to serve it.
      Sid: "WithholdVersions",
      Effect: "Allow",
      Action: "s3:PutObjectVersionTagging",
      Resource: `${bucket}/*`,
    },
    {
      // S3 refuses a locked version and a missing permission with the same words.
      Sid: "TellLocks",
      Effect: "Allow",
      Action: ["s3:GetObjectLegalHold", "s3:GetObjectRetention"],
      Resource: `${bucket}/*`,
    },
    {
      Sid: "AbortUploads",
      Effect: "Allow",
      Action: "s3:AbortMultipartUpload",
      Resource: `${bucket}/*`,
    },
    {
      Sid: "FindVersionsAndUploads",
      Effect: "Allow",
      Action: ["s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
      Resource: bucket,
    },
    {
      Sid: "MergeBucketPolicy",
      Effect: "Allow",
      Action: ["s3:GetBucketPolicy", "s3:PutBucketPolicy"],
      Resource: bucket,
    },
    {
      Sid: "KeepLedger",
      Effect: "Allow",
      Action: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
      Resource: names.ledgerTableArn,
    },
    {
      // Whoever uploads is known only then: any user or role, but the one policy.
      Sid: "AttachQuarantine",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:AttachUserPolicy"],
      Resource: [iamArn(place, "user/*"), iamArn(place, "role/*")],
      Condition: { ArnEquals: { "iam:PolicyARN": names.quarantinePolicyArn } },
    },
    {
      Sid: "FileFindings",
      Effect: "Allow",
      Action: "securityhub:BatchImportFindings",
      Resource: arn("securityhub", place, `product/${place.accountId}/default`),
    },
    { Sid: "Alert", Effect: "Allow", Action: "sns:Publish", Resource: alertTopicArns(audit) },
    {
      Sid: "AlertUnderKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: alertsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sns.${audit.place.region}.amazonaws.com` } },
    },
    {
      Sid: "LeaveFailures",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: failuresQueueArn,
    },
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn(place, names.responderLogGroup)}:*`,
    },
  ];
}

/** The module's own deny policy: no writing to the bucket, and no way out of the quarantine. */
export function quarantinePolicy(names: WorkloadNames): Statement[] {
  const bucket = bucketArn(names.place, names.bucket);
  return [
    {
      Sid: "NoWriting",
      Effect: "Deny",
      Action: DENIED_ACTIONS,
      Resource: [bucket, `${bucket}/*`],
    },
    {
      // From whomever carries it: itself, a friend, a group.
      Sid: "NoDetaching",
      Effect: "Deny",
      Action: ["iam:DetachGroupPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy"],
      Resource: ["group/*", "role/*", "user/*"].map((kind) => iamArn(names.place, kind)),
      Condition: { ArnEquals: { "iam:PolicyARN": names.quarantinePolicyArn } },
    },
    {
      Sid: "NoRewriting",
      Effect: "Deny",
      Action: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: names.quarantinePolicyArn,
    },
    {
      Sid: "NoDisarming",
      Effect: "Deny",
      Action: [
        "lambda:AddPermission",
        "lambda:DeleteFunction",
        "lambda:DeleteFunctionEventInvokeConfig",
        "lambda:InvokeAsync",
        "lambda:InvokeFunction",
        "lambda:PutFunctionConcurrency",
        "lambda:PutFunctionEventInvokeConfig",
        "lambda:RemovePermission",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:UpdateFunctionEventInvokeConfig",
      ],
      Resource: names.responderArn,
    },
    {
      Sid: "NoSilencing",
      Effect: "Deny",
      Action: [
        "events:DeleteRule",
        "events:DisableRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      Resource: arn("events", names.place, `rule/${names.prefix}-*`),
    },
    {
      Sid: "NoLedger",
      Effect: "Deny",
      Action: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteTable",
        "dynamodb:PartiQLDelete",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ],
      Resource: names.ledgerTableArn,
    },
  ];
}
