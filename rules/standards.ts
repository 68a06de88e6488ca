/**
 * What the two standards ask of the kinds of resources that the stacks have. Each has a row in the
 * table, so that one more kind of resource, or a newer standard, shows what is missing.
 * Security Hub guide: fsbp-standard, cis-aws-foundations-benchmark; the recommendations that no
 * control judges are listed by turbot/steampipe-mod-aws-compliance (cis_v300, cis_v500).
 */
const numbered = (service: string, ...numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => `${service}.${number}`);

export const FSBP: readonly string[] = [
  ...numbered("Account", 1),
  ...numbered("Athena", 4),
  ...numbered("CloudTrail", 1, 2, 4, 5),
  ...numbered("Config", 1),
  ...numbered("DynamoDB", 1, 2, 3, 6, 7),
  ...numbered("EventBridge", 3),
  ...numbered("Glue", 3, 4),
  ...numbered("GuardDuty", 1, 5, 6, 7, 8, 9, 10, 11, 12, 13),
  ...numbered("IAM", 1, 2, 3, 4, 5, 6, 7, 8, 21),
  ...numbered("KMS", 1, 2, 3, 5),
  ...numbered("Lambda", 1, 2, 5),
  ...numbered("Macie", 1, 2),
  ...numbered("S3", 1, 2, 3, 5, 6, 8, 9, 12, 13, 19, 24, 25),
  ...numbered("SNS", 4),
  ...numbered("SQS", 1, 3),
];

const upTo = (section: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${section}.${index + 1}`);

/** 3.7 is about VPC flow logs. */
const LOGGING = upTo("3", 9).filter((number) => number !== "3.7");

/** Sections 1, 2.1, 3 and 4; the others are about EC2, RDS, EFS and networks. */
export const CIS_3: readonly string[] = [
  ...upTo("1", 22),
  ...upTo("2.1", 4),
  ...LOGGING,
  ...upTo("4", 16),
];

/** 1.3 of version 3.0, security questions, is gone: the rest of section 1 moved up. */
export const CIS_5: readonly string[] = [
  ...upTo("1", 21),
  ...upTo("2.1", 4),
  ...LOGGING,
  ...upTo("4", 16),
];

/** First part of a resource type to the service whose rules are in the table. */
export const SERVICES: readonly string[] = [
  "aws_athena_",
  "aws_cloudtrail",
  "aws_cloudwatch_",
  "aws_config_",
  "aws_dynamodb_",
  "aws_glue_",
  "aws_guardduty_",
  "aws_iam_",
  "aws_kms_",
  "aws_lambda_",
  "aws_macie2_",
  "aws_organizations_",
  "aws_s3_",
  "aws_securityhub_",
  "aws_sns_",
  "aws_sqs_",
];
