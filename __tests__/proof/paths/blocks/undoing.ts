import {
  changing,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const invitation = committed("invitation");
const organization = committed("organization");
const STACK = "workload-payments";

type ChangePolicy = Parameters<typeof policyOf>[2];

const withholding = (change: ChangePolicy) =>
  policyOf("aws_s3_bucket_policy", "Production", change);

const LEDGER: readonly Spoiling[] = [
  ["there is no table", STACK, removing("aws_dynamodb_table", "Ledger"), "there is the ledger"],
  ["there is no item", STACK, removing("aws_dynamodb_table_item", "Ledger"), "the denylist of"],
  [
    "its item begins with somebody",
    STACK,
    setting(
      "aws_dynamodb_table_item",
      "Ledger",
      "item",
      '{"pk":{"S":"denylist#acme-payments-prod"},"userIds":{"SS":["AIDA"]}}',
    ),
    "begins with nobody",
  ],
  [
    "an apply takes entries back",
    STACK,
    setting("aws_dynamodb_table_item", "Ledger", "lifecycle", {}),
    "its lifecycle doesn't ignore changes of the item",
  ],
  [
    "its key is a number",
    STACK,
    setting("aws_dynamodb_table", "Ledger", "attribute", [{ name: "pk", type: "N" }]),
    "it is N",
  ],
  [
    "its key is another",
    STACK,
    setting("aws_dynamodb_table", "Ledger", "hash_key", "id"),
    "it is ",
  ],
  [
    "another item is read",
    STACK,
    (json) => {
      const [item] = Object.values(json.data.aws_dynamodb_table_item ?? {});
      if (item) item.key = '{"pk":{"S":"denylist#elsewhere"}}';
    },
    "the reading of the denylist",
  ],
];

const KEEP = "KeepRefused";

const WITHHELD: readonly Spoiling[] = [
  [
    "nothing withholds it",
    STACK,
    withholding(without(KEEP)),
    "s3:GetObject is refused to the user",
  ],
  ...[
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObjectTagging",
    "s3:PutObjectVersionTagging",
    "s3:DeleteObjectTagging",
    "s3:DeleteObjectVersionTagging",
  ].map((action): Spoiling => [
    `${action} is let through`,
    STACK,
    withholding(
      changing(KEEP, (statement) => {
        statement.Action = [statement.Action].flat().filter((one) => one !== action);
      }),
    ),
    `${action} is refused to the user`,
  ]),
  [
    "nobody is to look into it",
    STACK,
    withholding(
      changing(KEEP, (statement) => {
        const { StringEquals = {} } = statement.Condition ?? {};
        statement.Condition = { StringEquals };
      }),
    ),
    "acme-warden-responder may not s3:PutObjectVersionTagging",
  ],
  [
    "every object is withheld",
    STACK,
    withholding(
      changing(KEEP, (statement) => {
        const { ArnNotEquals = {} } = statement.Condition ?? {};
        statement.Condition = { ArnNotEquals };
      }),
    ),
    "may not s3:GetObject",
  ],
];

const quarantine = (change: ChangePolicy) => policyOf("aws_iam_policy", "Response", change);

const QUARANTINED: readonly Spoiling[] = [
  ["the policy is gone", STACK, removing("aws_iam_policy", "Response"), "there is the quarantine"],
  ...(
    [
      ["NoWriting", "PutObject, POST"],
      ["NoDetaching", "iam:DetachUserPolicy"],
      ["NoRewriting", "iam:CreatePolicyVersion"],
      ["NoDisarming", "lambda:DeleteFunction"],
      ["NoSilencing", "events:DeleteRule"],
      ["NoLedger", "dynamodb:BatchWriteItem"],
    ] as const
  ).map(([sid, says]): Spoiling => [`it has no ${sid}`, STACK, quarantine(without(sid)), says]),
  [
    "it is about another function",
    STACK,
    quarantine(
      changing("NoDisarming", (statement) => {
        statement.Resource = "arn:aws:lambda:us-east-1:222222222222:function:x";
      }),
    ),
    "lambda:DeleteFunction",
  ],
];

const at = (path: string) => `blocks/222222222222/${path}`;

export const UNDOING: readonly Spoilt[] = (
  [
    ["the ledger doesn't keep entries", "ledger", invitation, LEDGER],
    ["a refused version is served", "withheld", invitation, WITHHELD],
    ["somebody gets out of quarantine", "quarantined", invitation, QUARANTINED],
    ["below guardrails, somebody gets out of it", "quarantined", organization, QUARANTINED],
  ] as const
).map(([title, path, proven, rows]) => ({
  ...{ title, proven, rows },
  whose: "payments",
  path: at(path),
}));
