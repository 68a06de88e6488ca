import { changing, inPolicies, stating } from "../spoiling";
import { PERMISSIONS, type Row, rows, set, STRANGER, WRITABLE } from "./rows";

export const SOURCE_ROWS: readonly Row[] = [
  ...rows("service-source", WRITABLE, {
    "a service for anybody": stating({ Principal: { Service: "s3.amazonaws.com" } }),
    "a service for a stranger": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": ["111111111111", STRANGER] } },
    }),
    "a service for a stranger's resource": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:sns:us-east-1:${STRANGER}:x` } },
    }),
    "a service for a bucket, whoever has it": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-payments-prod" } },
    }),
    "a service for a stranger's organization": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceOrgID": "o-strangers1" } },
    }),
    "a service for whoever doesn't say": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } },
    }),
    "a service for all but one": stating({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { StringNotEquals: { "aws:SourceAccount": "111111111111" } },
    }),
  }),
  ...rows("service-source", / aws_iam_role\.(Response|ConfigAggregator)_/, {
    "another service instead of the one that sends no source": inPolicies(
      "aws_iam_role",
      "(lambda|config)\\.amazonaws",
      "ec2.amazonaws",
    ),
  }),
  ...rows("service-source", / aws_sns_topic_policy\./, {
    "EventBridge, for more than publishing": inPolicies(
      "aws_sns_topic_policy",
      '"sns:Publish"',
      '"sns:SetTopicAttributes"',
    ),
  }),
  ...rows("service-source", / aws_kms_key\.AlertsKey_/, {
    "EventBridge, even for a stranger that it tells": inPolicies(
      "aws_kms_key",
      '("StringEqualsIfExists":."aws:SourceAccount":)"\\d+"',
      `$1"${STRANGER}"`,
    ),
  }),
  ...rows("service-source", PERMISSIONS, {
    "a permission for anybody's bucket": changing("aws_lambda_permission", (given) => {
      set("source_account", undefined)(given);
      set("source_arn", "arn:aws:s3:::any")(given);
    }),
  }),
];
