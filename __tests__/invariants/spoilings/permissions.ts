import { adding, stating, without } from "../spoiling";
import { added, PERMISSIONS, type Row, rows, setting, STRANGER, WRITABLE } from "./rows";

const IDENTITIES = ["aws_iam_policy", "aws_iam_role_policy"];
const QUARANTINE = "arn:aws:iam::222222222222:policy/acme-warden-quarantine";

export const PERMISSION_ROWS: readonly Row[] = [
  ...rows("no-star-action", WRITABLE, {
    "every action of a service": stating({ Action: "s3:*" }),
    "an action with a question mark": stating({ Action: ["s3:PutObject", "s3:Get?bject"] }),
  }),
  ...rows("no-star-action", PERMISSIONS, {
    "a permission for every call": setting("aws_lambda_permission", "action", "lambda:*"),
  }),
  ...rows("no-inverted-grant", WRITABLE, {
    "everybody but one": stating({ NotPrincipal: { AWS: STRANGER } }),
    "every action but one": stating({ NotAction: "s3:PutObject" }),
    "every resource but one": stating({ NotResource: "arn:aws:s3:::mine" }),
  }),
  ...rows("no-public-grant", WRITABLE, {
    everybody: stating({ Principal: "*" }),
    "everybody, as AWS": stating({ Principal: { AWS: ["*"] } }),
    "every service": stating({ Principal: { Service: "*" } }),
    "everybody from somewhere": stating({
      Principal: "*",
      Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
    }),
    "everybody of a stranger's organization": stating({
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-strangers1" },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/one" },
      },
    }),
    "everybody of the organization": stating({
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    "two organizations": stating({
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-strangers1"] },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/one" },
      },
    }),
    "one role and all others of the organization": stating({
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/one", "arn:aws:iam::*:role/*"] },
      },
    }),
    "every role of the organization": stating({
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" },
      },
    }),
    "whoever doesn't say of which organization": stating({
      Principal: "*",
      Condition: {
        StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/one" },
      },
    }),
  }),
  ...rows("no-public-grant", PERMISSIONS, {
    "a permission for everybody": setting("aws_lambda_permission", "principal", "*"),
  }),
  ...rows("known-accounts", WRITABLE, {
    "a stranger": stating({ Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } }),
    "a stranger by its id": stating({ Principal: { AWS: ["111111111111", STRANGER] } }),
    "a unique id, whose account nobody knows": stating({
      Principal: { AWS: "AROAEXAMPLEEXAMPLE123" },
    }),
    "a federation": stating({ Principal: { Federated: "accounts.example.com" } }),
    "an account by its canonical id": stating({ Principal: { CanonicalUser: "79a5" } }),
  }),
  ...rows("known-accounts", PERMISSIONS, {
    "a permission for a stranger": setting("aws_lambda_permission", "principal", STRANGER),
  }),
  ...rows("no-star-resource", / aws_iam_(role_)?policy\.| aws_s3_bucket_policy\./, {
    everything: stating({ Resource: "*" }, [...IDENTITIES, "aws_s3_bucket_policy"]),
    "everything, for a call that takes resources besides one that takes none": stating(
      { Action: ["guardduty:ListDetectors", "s3:GetObject"], Resource: "*" },
      [...IDENTITIES, "aws_s3_bucket_policy"],
    ),
    "every bucket": stating({ Resource: ["arn:aws:s3:::one", "arn:aws:s3:::*"] }, [
      ...IDENTITIES,
      "aws_s3_bucket_policy",
    ]),
    "every log group": stating({ Resource: "arn:aws:logs:*:111111111111:log-group:*:*" }, [
      ...IDENTITIES,
      "aws_s3_bucket_policy",
    ]),
  }),
  ...rows("service-principals", WRITABLE, {
    "a service of nobody's": stating({ Principal: { Service: "lambda.amazonaws.example" } }),
    "a service of anybody's": stating({ Principal: { Service: ["evilamazonaws.com"] } }),
  }),
  ...rows("no-escalation", / aws_iam_(role_)?policy\./, {
    "writing policies": stating({ Action: ["s3:GetObject", "iam:PutRolePolicy"] }, IDENTITIES),
    "everything of IAM": stating({ Action: "iam:*" }, IDENTITIES),
    "passing roles": stating({ Action: "iam:PassRole", Resource: "arn:x" }, IDENTITIES),
    "attaching anything": stating({ Action: "iam:AttachRolePolicy" }, IDENTITIES),
    "attaching AWS's own": stating(
      {
        Action: "iam:AttachRolePolicy",
        Condition: {
          ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
        },
      },
      IDENTITIES,
    ),
    "attaching whatever is like it": stating(
      {
        Action: "iam:AttachRolePolicy",
        Condition: { ArnLike: { "iam:PolicyARN": "arn:aws:iam::222222222222:policy/*" } },
      },
      IDENTITIES,
    ),
  }),
  ...rows("no-escalation", / aws_iam_role_policy\./, {
    "attaching AWS's own besides the quarantine": stating(
      {
        Action: "iam:AttachRolePolicy",
        Condition: {
          ArnEquals: {
            "iam:PolicyARN": [QUARANTINE, "arn:aws:iam::aws:policy/AdministratorAccess"],
          },
        },
      },
      ["aws_iam_role_policy"],
    ),
    "writing policies besides attaching the quarantine": stating(
      {
        Action: ["iam:AttachRolePolicy", "iam:PutRolePolicy"],
        Condition: { ArnEquals: { "iam:PolicyARN": QUARANTINE } },
      },
      ["aws_iam_role_policy"],
    ),
  }),
  ...rows("no-escalation", / aws_iam_role_policy\.Response_/, {
    "a quarantine that allows something": stating({ Action: "s3:GetObject" }, ["aws_iam_policy"]),
    "no quarantine": without("aws_iam_policy"),
  }),
  ...rows("attached-policies", added("aws_iam_role_policy_attachment"), {
    "an administrator": adding("aws_iam_role_policy_attachment", {
      role: "FileUploaderRole",
      policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
    "full access that the configuration doesn't give": adding("aws_iam_role_policy_attachment", {
      role: "SecurityMonitoringRole",
      policy_arn: "arn:aws:iam::aws:policy/AmazonMacieFullAccess",
    }),
    "the aggregator's policy for another role": adding("aws_iam_role_policy_attachment", {
      role: "FileUploaderRole",
      policy_arn: "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations",
    }),
  }),
  ...["aws_iam_group_policy_attachment", "aws_iam_policy_attachment"].flatMap((type) =>
    rows("attached-policies", added(type), {
      [`AWS's own by ${type}`]: adding(type, {
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    }),
  ),
  ...rows("links-resolved", added("aws_sns_topic_policy"), {
    "a topic that only Terraform knows": adding("aws_sns_topic_policy", { arn: "${var.topic}" }),
  }),
  ...["aws_iam_user", "aws_iam_access_key", "aws_iam_user_login_profile"].flatMap((type) =>
    rows("no-iam-users", added(type), { [type]: adding(type, { name: "jane" }) }),
  ),
  ...rows("policy-size", / aws_(?!iam_role_policy)/, {
    "a long statement": stating({ Sid: "x".repeat(33_000) }),
  }),
  ...rows("policy-size", / aws_iam_role\.(Response|Findings|FileUploader)_/, {
    "long inline policies": stating({ Sid: "x".repeat(10_240) }, ["aws_iam_role_policy"]),
  }),
];
