import { changing, policyOf, type Spoiling, type Spoilt, without } from "../../../support/one-path";
import { everyPrincipal } from "../../../support/every-principal";
import { PAYMENTS } from "../../../support/example";

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

const rootOf = (accountId: string) => `arn:aws:iam::${accountId}:root`;

/** Writes whom the statement spares besides the responder. */
const sparing = (change: (arns: readonly string[]) => string[]) =>
  bucketPolicy(
    changing("DeletionNeedsMfa", ({ Condition = {} }) => {
      const spared = [Condition.ArnNotEquals?.["aws:PrincipalArn"] ?? []].flat();
      Condition.ArnNotEquals = { "aws:PrincipalArn": change(spared) };
    }),
  );

const ROOTS: readonly Spoiling[] = [
  [
    "root is spared where S3 asks it for nothing",
    STACK,
    sparing((arns) => [...arns, rootOf(PAYMENTS)]),
    `s3:DeleteObject is refused to root of ${PAYMENTS} without MFA`,
  ],
];

const CLAIMS = "333333333333";

const NATIVE: readonly Spoiling[] = [
  [
    "it isn't spared",
    "workload-claims",
    sparing((arns) => arns.filter((arn) => arn !== rootOf(CLAIMS))),
    `is left to S3's own MFA delete for root of ${CLAIMS}`,
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

const NATIVE_ROW = {
  ...{ title: "root can't delete by S3's own MFA delete", proven, whose: "claims" },
  ...{ path: `uploads/${CLAIMS}/deletion/with-mfa`, rows: NATIVE },
};

const at = (path: string) => `uploads/222222222222/${path}`;

const OF_PAYMENTS: readonly Spoilt[] = (
  [
    ["somebody deletes without MFA", "deletion/without-mfa", [...DELETION, ...ROOTS]],
    ["deletion doesn't work", "deletion/with-mfa", DELETING],
    ["others upload too", "others/prevented", PREVENTED],
    ["SecurityMonitoringRole does more", "monitoring/nothing-else", MONITORING],
  ] as const
).map(([title, path, rows]) => ({ title, proven, whose: "payments", path: at(path), rows }));

export const DELETING_AND_OTHERS: readonly Spoilt[] = [...OF_PAYMENTS, NATIVE_ROW];
