/**
 * Calls of the deployed function, as `bench:faults` counts them without a fault: a user's upload
 * told by S3's notification and by CloudTrail's event, and a role's upload of a locked version.
 */
export const INCIDENTS = {
  "a user's upload": {
    "dynamodb:BatchGetItem": 4,
    "dynamodb:TransactWriteItems": 1,
    "dynamodb:UpdateItem": 10,
    "iam:AttachUserPolicy": 1,
    "s3:AbortMultipartUpload": 1,
    "s3:DeleteObject": 2,
    "s3:GetBucketPolicy": 2,
    "s3:ListMultipartUploads": 1,
    "s3:PutBucketPolicy": 1,
    "securityhub:BatchImportFindings": 2,
    "sns:Publish": 2,
  },
  "a role's upload, locked": {
    "dynamodb:BatchGetItem": 6,
    "dynamodb:TransactWriteItems": 1,
    "dynamodb:UpdateItem": 13,
    "iam:AttachRolePolicy": 1,
    "s3:AbortMultipartUpload": 1,
    "s3:DeleteObject": 5,
    "s3:GetBucketPolicy": 4,
    "s3:GetObjectLegalHold": 2,
    "s3:GetObjectRetention": 2,
    "s3:ListMultipartUploads": 1,
    "s3:ListObjectVersions": 2,
    "s3:PutBucketPolicy": 2,
    "s3:PutObjectTagging": 2,
    "securityhub:BatchImportFindings": 2,
    "sns:Publish": 2,
  },
} as const;

export type IncidentName = keyof typeof INCIDENTS;

/** A run of the schedule that finds nothing to do, counted on the emulator. */
export const EMPTY_SWEEP = { "dynamodb:BatchGetItem": 6, "s3:GetBucketPolicy": 3 } as const;
