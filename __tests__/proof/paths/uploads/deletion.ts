import { changing, policyOf, type Spoiling, type Spoilt, without } from "../../../support/one-path";
import { everyPrincipal } from "../../../support/every-principal";

const proven = everyPrincipal();
const STACK = "workload-payments";

type ChangePolicy = Parameters<typeof policyOf>[2];

const bucketPolicy = (change: ChangePolicy) =>
  policyOf("aws_s3_bucket_policy", "Production", change);
const refusing = (Action: string) => ({ Effect: "Deny", Principal: "*", Action, Resource: "*" });

const DELETION: readonly Spoiling[] = [
  ["nothing asks for MFA", STACK, bucketPolicy(without("DeletionNeedsMfa")), "without MFA"],
  [
    "whoever says nothing of MFA gets by",
    STACK,
    bucketPolicy(
      changing("DeletionNeedsMfa", (statement) => {
        const { BoolIfExists = {}, ...others } = statement.Condition ?? {};
        statement.Condition = { ...others, Bool: BoolIfExists };
      }),
    ),
    "s3:DeleteObject is refused to the user proof-stranger without MFA",
  ],
  [
    "a version may go without MFA",
    STACK,
    bucketPolicy(
      changing("DeletionNeedsMfa", (statement) => {
        statement.Action = "s3:DeleteObject";
      }),
    ),
    "s3:DeleteObjectVersion is refused",
  ],
];

const DELETING: readonly Spoiling[] = [
  [
    "it is refused to the responder too",
    STACK,
    bucketPolicy(
      changing("DeletionNeedsMfa", (statement) => {
        const { BoolIfExists = {} } = statement.Condition ?? {};
        statement.Condition = { BoolIfExists };
      }),
    ),
    "acme-responder may not s3:DeleteObject",
  ],
  ["it is refused to all", STACK, bucketPolicy((all) => [...all, refusing("s3:Delete*")]), "deny"],
];

const PREVENTED: readonly Spoiling[] = [
  ["nothing prevents it", STACK, bucketPolicy(without("OnlyUploaders")), "s3:PutObject is refused"],
  [
    "replication gets by",
    STACK,
    bucketPolicy(
      changing("OnlyUploaders", (statement) => {
        statement.Action = "s3:PutObject";
      }),
    ),
    "s3:ReplicateObject is refused",
  ],
  [
    "every session of some role gets by",
    STACK,
    bucketPolicy(
      changing("OnlyUploaders", (statement) => {
        const key = "aws:userid";
        const given = [statement.Condition?.StringNotLike?.[key] ?? []].flat();
        statement.Condition = { StringNotLike: { [key]: [...given, "AROA*"] } };
      }),
    ),
    "s3:PutObject is refused to the session",
  ],
];

const MONITORING: readonly Spoiling[] = [
  [
    "it may read what is in the bucket",
    STACK,
    policyOf("aws_iam_role_policy", "SecurityMonitoring", (all) => [
      ...all,
      { Effect: "Allow", Action: "s3:Get*", Resource: "*" },
    ]),
    "s3:GetObject is refused",
  ],
];

const at = (path: string) => `uploads/222222222222/${path}`;

export const DELETING_AND_OTHERS: readonly Spoilt[] = (
  [
    ["somebody deletes without MFA", "deletion/without-mfa", DELETION],
    ["deletion doesn't work", "deletion/with-mfa", DELETING],
    ["others upload too", "others/prevented", PREVENTED],
    ["SecurityMonitoringRole does more", "monitoring/nothing-else", MONITORING],
  ] as const
).map(([title, path, rows]) => ({ title, proven, whose: "payments", path: at(path), rows }));
