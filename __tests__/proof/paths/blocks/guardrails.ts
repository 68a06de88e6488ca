import {
  changing,
  policyOf,
  removing,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const organization = committed("organization");

type ChangePolicy = Parameters<typeof policyOf>[2];

const guardrails = (change: ChangePolicy) =>
  policyOf("aws_organizations_policy", "Guardrails", change, "content");

const GUARDRAILS: readonly Spoiling[] = [
  [
    "it is attached to nothing",
    "organization",
    removing("aws_organizations_policy_attachment", "Guardrails"),
    "its attachment to ou-ab12-workloads1",
  ],
  [
    "it is gone",
    "organization",
    removing("aws_organizations_policy", "Guardrails"),
    "there is the service control policy acme-warden-guardrails",
  ],
  ...["Parts", "Services", "Tagged", "Keys", "Quarantine", "Ledger"].map((sid): Spoiling => [
    `it has no ${sid}`,
    "organization",
    guardrails(without(sid)),
    "is refused to an administrator",
  ]),
];

const taking =
  (sid: string, action: string): ChangePolicy =>
  (statements) =>
    changing(sid, (statement) => {
      statement.Action = [statement.Action].flat().filter((one) => one !== action);
    })(statements);

const UNGUARDED: readonly Spoiling[] = [
  ...(
    [
      ["Parts", "cloudtrail:PutInsightSelectors"],
      ["Parts", "dynamodb:UpdateTable"],
      ["Ledger", "dynamodb:PartiQLInsert"],
    ] as const
  ).map(([sid, action]): Spoiling => [
    `it lets ${action} through`,
    "organization",
    guardrails(taking(sid, action)),
    `${action} on`,
  ]),
  [
    "nobody may look at the ledger",
    "organization",
    guardrails(
      changing("Ledger", (statement) => {
        statement.Action = "dynamodb:*";
      }),
    ),
    "dynamodb:GetItem on",
  ],
];

const UNGUARDED_AUDIT: readonly Spoiling[] = [
  [
    "it lets events:UpdateEventBus through",
    "organization",
    guardrails(taking("Parts", "events:UpdateEventBus")),
    "events:UpdateEventBus on",
  ],
  ["it has no Keys", "organization", guardrails(without("Keys")), "kms:DeleteAlias on"],
];

const FREE: readonly Spoiling[] = [
  [
    "nobody is spared",
    "organization",
    guardrails((statements) =>
      statements.map(({ Sid = "", Effect, Action, Resource = [] }) => ({
        Sid,
        Effect,
        Action,
        Resource,
      })),
    ),
    "explicit deny in a service control policy",
  ],
];

const BOUND = "guardrails/ou-ab12-workloads1";

export const GUARDED: readonly Spoilt[] = (
  [
    ["an administrator isn't bound", "payments", "222222222222", "administrators", GUARDRAILS],
    ["an administrator finds a gap", "payments", "222222222222", "administrators", UNGUARDED],
    ["an auditor finds a gap", null, "111111111111", "administrators", UNGUARDED_AUDIT],
    ["the deployment role isn't free", "payments", "222222222222", "deployment", FREE],
    ["the responder isn't free", "payments", "222222222222", "responder", FREE],
  ] as const
).map(([title, whose, accountId, path, rows]) => ({
  ...{ title, whose, rows },
  proven: organization,
  path: `blocks/${accountId}/${BOUND}/${path}`,
}));
