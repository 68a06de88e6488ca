import { DENYLIST_SID } from "../../../../lambda/responder/contain/denylist";
import {
  changing,
  policyOf,
  removing,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed, one } from "../../../support/proof";

const invitation = committed("invitation");
const STACK = "workload-payments";

type ChangePolicy = Parameters<typeof policyOf>[2];
type Statement = Parameters<ChangePolicy>[0][number];

const bucketPolicy = (change: ChangePolicy) =>
  policyOf("aws_s3_bucket_policy", "Production", change);
const denylist = (change: (statement: Statement) => void) =>
  bucketPolicy(changing(DENYLIST_SID, change));
const taking =
  (action: string) =>
  (statement: Statement): void => {
    statement.Action = [statement.Action].flat().filter((one) => one !== action);
  };
const widened = (operator: string, key: string, value: string) => (statement: Statement) => {
  const given = statement.Condition?.[operator] ?? {};
  statement.Condition = { ...statement.Condition, [operator]: { ...given, [key]: value } };
};

const variables = (json: Parameters<Spoiling[2]>[0]) =>
  (
    one(json, "aws_lambda_function", "Response") as {
      environment: { variables: Record<string, string> };
    }
  ).environment.variables;

const ACTIONS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketNotification",
  "s3:PutBucketPolicy",
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionAcl",
  "s3:PutObjectVersionTagging",
  "s3:ReplicateObject",
];

const BLOCKED: readonly Spoiling[] = [
  ["the denylist isn't in the policy", STACK, bucketPolicy(without(DENYLIST_SID)), "refused to"],
  ["the policy is gone", STACK, removing("aws_s3_bucket_policy", "Production"), "refused to"],
  ...ACTIONS.map((action): Spoiling => [
    `${action} isn't on it`,
    STACK,
    denylist(taking(action)),
    action,
  ]),
  [
    "it is about the bucket alone",
    STACK,
    denylist((statement) => {
      statement.Resource = "arn:aws:s3:::acme-payments-prod";
    }),
    "may s3:PutObject",
  ],
  [
    "it is about objects alone",
    STACK,
    denylist((statement) => {
      statement.Resource = "arn:aws:s3:::acme-payments-prod/*";
    }),
    "may s3:PutBucketPolicy",
  ],
  [
    "it is for one account's principals",
    STACK,
    denylist((statement) => {
      statement.Principal = { AWS: "arn:aws:iam::333333333333:root" };
    }),
    "may s3:PutObject",
  ],
  [
    "it asks for more than the user id",
    STACK,
    denylist(widened("StringEquals", "aws:PrincipalType", "User")),
    "s3:PutObject",
  ],
  [
    "it hits everybody",
    STACK,
    denylist(widened("StringLike", "aws:userid", "*")),
    "isn't refused to the session overtime of the role proof-bystanders",
  ],
  [
    "it doesn't read the ledger",
    STACK,
    denylist(widened("StringLike", "aws:userid", "bucket-warden:nobody")),
    "refused to",
  ],
  [
    "the responder takes the role for an uploader's",
    STACK,
    (json) => {
      variables(json).WARDEN_ALLOWED_USERIDS = "AROA*";
    },
    "by the notification, the responder blocks",
  ],
  [
    "the responder observes",
    STACK,
    (json) => {
      variables(json).WARDEN_RESPONSE_MODE = "observe";
    },
    "intruder: the response mode is observe",
  ],
];

const BEFORE: readonly Spoiling[] = [
  [
    "it is so from the beginning",
    STACK,
    denylist(widened("StringLike", "aws:userid", "AIDA*")),
    "isn't refused to the user",
  ],
  [
    "who has no user id is on it",
    STACK,
    denylist((statement) => {
      const { StringLike = {}, ...others } = statement.Condition ?? {};
      statement.Condition = { ...others, StringLikeIfExists: StringLike };
    }),
    "whoever has no user id isn't refused",
  ],
];

const SPARED: readonly Spoiling[] = [
  [
    "nobody is spared",
    STACK,
    denylist((statement) => {
      const { StringLike = {} } = statement.Condition ?? {};
      statement.Condition = { StringLike };
    }),
    "may not s3:",
  ],
  [
    "others are spared",
    STACK,
    denylist(widened("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::222222222222:role/x")),
    "may not s3:",
  ],
];

const at = (path: string) => `blocks/222222222222/${path}`;

export const DENYLIST: readonly Spoilt[] = (
  [
    ["a session isn't kept out", "intruder/role-session", invitation, BLOCKED],
    ["root isn't kept out", "intruder/root", invitation, BLOCKED.slice(0, 1)],
    ["a foreign role isn't kept out", "intruder/foreign-role", invitation, BLOCKED.slice(0, 2)],
    ["somebody is blocked before", "before-an-incident", invitation, BEFORE],
    ["the responder isn't spared", "spared/role/acme-warden-responder", invitation, SPARED],
    ["who deploys isn't spared", "spared/role/bucketwardendeployment", invitation, SPARED],
    ["break-glass isn't spared", "spared/role/break-glass", invitation, SPARED],
  ] as const
).map(([title, path, proven, rows]) => ({
  ...{ title, proven, rows },
  whose: "payments",
  path: at(path),
}));
