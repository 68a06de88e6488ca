import type { Harmless } from "./explain";

const SID = "a Sid is a name: IAM decides nothing by it, and nobody looks this one up";
const MORE_QUARANTINE =
  "the quarantine is attached to intruders alone: what else it denies, it denies to them";
const ON_UPLOADS =
  "a Deny that asks for a header of uploads: other calls of ours don't send it, and aren't refused";

/** Statements that the responder looks up by their Sid have no reason here. */
const NAMED = [
  ...["aws_cloudwatch_event_bus_policy", "aws_iam_policy", "aws_iam_role_policy", "aws_kms_key"],
  ...["aws_organizations_policy", "aws_sns_topic_policy", "aws_sqs_queue"],
];

const NAMES: readonly Harmless[] = [
  ...NAMED.map((type) => ({ type, at: "*.Statement[*].Sid", why: SID })),
  ...[
    ...["AccessLogsDeliver", "ConfigChecksBucket", "ConfigDelivers", "DeletionNeedsMfa"],
    ...["KeepRefused", "MacieDelivers", "MacieLocatesBucket", "NoOwnLegalHold", "NoOwnLockDate"],
    ...["NoOwnLockMode", "OnlyKmsEncryption", "OnlyTheBucketsKey", "OnlyTheOwnersAcl", "TlsOnly"],
    ...["MemberTrailsCheckAcl", "MemberTrailsDeliver", "OrganizationTrailCheckAcl"],
    ...["OnlyUploaders", "OrganizationTrailDeliver", "TrailsCheckAcl", "TrailsDeliver"],
  ].map((sid) => ({ type: "aws_s3_bucket_policy", at: `policy.Statement[${sid}].Sid`, why: SID })),
];

const VERSIONS: readonly Harmless[] = ["policy.Version", "assume_role_policy.Version"].map(
  (at) => ({
    type: "aws_*",
    at,
    change: "removed",
    why: "without a version a policy has no variables (IAM guide, reference_policies_elements_version), and this one uses none",
  }),
);

/** A Deny on the bucket that takes more. */
const DENIALS: readonly Harmless[] = [
  {
    type: "aws_s3_bucket_policy",
    at: "policy.Statement[OnlyUploaders].Condition",
    change: "StringNotLike made StringNotLikeIfExists",
    why: "a negated operator matches a missing key with or without IfExists (IAM guide, reference_policies_elements_condition_operators)",
  },
  ...["OnlyKmsEncryption", "OnlyTheBucketsKey", "OnlyTheOwnersAcl"].flatMap((sid) => [
    {
      type: "aws_s3_bucket_policy",
      at: `policy.Statement[${sid}].Action`,
      change: "s3:PutObject widened to s3:\\*",
      why: ON_UPLOADS,
    },
    {
      type: "aws_s3_bucket_policy",
      at: `policy.Statement[${sid}].Condition`,
      change: "StringNotEquals made StringNotEqualsIfExists",
      why: "the Null beside it asks that the header is there: then both are the same",
    },
  ]),
  ...["NoOwnLegalHold", "NoOwnLockDate", "NoOwnLockMode"].map((sid) => ({
    type: "aws_s3_bucket_policy",
    at: `policy.Statement[${sid}].Action`,
    change: "s3:PutObject widened to s3:\\*",
    why: "locks set afterwards are refused as well: nobody of ours sets one by hand",
  })),
  {
    type: "aws_s3_bucket_policy",
    at: "policy.Statement[*].Resource",
    change: "arn:aws:s3:::*/\\* widened to \\*",
    why: "a bucket's policy is about the bucket and its objects at most, and these calls are about objects",
  },
  {
    type: "aws_s3_bucket_policy",
    at: "policy.Statement[*].Condition",
    change: "ArnNotEquals made ArnNotEqualsIfExists",
    why: "ArnNotEquals holds for whoever has no ARN as well (IAM guide, reference_policies_elements_condition_operators)",
  },
  {
    type: "aws_s3_bucket_policy",
    at: "policy.Statement[KeepRefused].Action[*]",
    change: "s3:DeleteObjectTagging widened to s3:\\*",
    why: "of a version that is refused, more is refused; whoever looks into it is spared",
  },
  {
    type: "aws_s3_bucket_policy",
    address: "*.TrailQueries_Results_Policy_*",
    at: "policy.Statement",
    change: "a statement added that denies everything",
    why: "a question gets no answer; no alert and no evidence goes through the bucket of answers",
  },
];

const QUARANTINE: readonly Harmless[] = [
  ["policy.Statement[*].Action[*]", "* widened to *"],
  ["policy.Statement[*].Resource*", "* widened to *"],
  ["policy.Statement[NoDetaching].Condition", "*"],
  ["policy.Statement", "a statement added that denies everything"],
].map(([at = "", change = ""]) => ({
  type: "aws_iam_policy",
  address: "*.Response_Responder_Quarantine_*",
  at,
  change,
  why: MORE_QUARANTINE,
}));

/** Actions on a key that its account's administrators need, and nothing that is deployed. */
const ADMINISTRATION = [
  ...["CancelKeyDeletion", "CreateGrant", "DisableKey", "DisableKeyRotation", "EnableKey"],
  ...["Encrypt", "GenerateDataKeyWithoutPlaintext", "ListGrants"],
  ...["ListKeyPolicies", "ReEncryptFrom", "ReEncryptTo", "RevokeGrant", "RotateKeyOnDemand"],
];

const KEYS: readonly Harmless[] = [
  ...ADMINISTRATION.flatMap((action) =>
    ["removed", "altered"].map((change) => ({
      type: "aws_kms_key",
      at: "policy.Statement[AccountManagesKey].Action[*]",
      change: `kms:${action} ${change}`,
      why: "administrators of the account miss it, and can give it back to themselves: PutKeyPolicy is proved",
    })),
  ),
  ...["*.AlertsKey_*", "*.LogsKey_*"].flatMap((address) =>
    ["removed", "altered"].map((change) => ({
      type: "aws_kms_key",
      address,
      at: "policy.Statement[AccountManagesKey].Action[*]",
      change: `kms:DescribeKey ${change}`,
      why: "in an organization DeploymentsFindKey lets the audit account's deployment describe it too",
    })),
  ),
  ...["Decrypt", "GenerateDataKey"].flatMap((action) =>
    ["removed", "altered"].map((change) => ({
      type: "aws_kms_key",
      address: "*.AlertsKey_*",
      at: "policy.Statement[AccountManagesKey].Action[*]",
      change: `kms:${action} ${change}`,
      why: "who publishes has statements of its own; of the account's principals none does",
    })),
  ),
];

const GUARDRAILS: readonly Harmless[] = (
  [
    ["type", "removed", "the provider's default is the same"],
    [
      "content.Version",
      "removed",
      "Organizations refuses a policy without it (Organizations guide, orgs_manage_policies_scps_syntax)",
    ],
    [
      "content.Statement[*].Condition",
      "ArnNotLike made ArnNotLikeIfExists",
      "ArnNotLike holds for whoever has no ARN as well (IAM guide, reference_policies_elements_condition_operators)",
    ],
    [
      "content.Statement[Tagged].Condition.Null",
      "removed",
      "then rules and plans of others are kept from change as well, ours no less",
    ],
    [
      "content.Statement[Keys].Condition.ForAnyValue:StringEquals",
      "removed",
      "then keys of others are kept from change as well, ours no less",
    ],
    [
      "content.Statement[Keys].Condition",
      "ForAnyValue:StringEquals made *",
      "then keys without an alias are kept from change as well, ours no less",
    ],
    [
      "content.Statement[Quarantine].Condition",
      "ArnLike made ArnLikeIfExists",
      "each of these calls names a policy",
    ],
    [
      "content.Statement[Quarantine].Condition.ArnNotLike.aws:PrincipalArn[1]",
      "*",
      "the responder attaches the quarantine and detaches it from nobody: its role has no right to",
    ],
  ] as const
).map(([at, change, why]) => ({ type: "aws_organizations_policy", at, change, why }));

const OWN_ACCOUNT: readonly Harmless[] = [
  {
    type: "aws_cloudwatch_event_bus_policy",
    at: "policy.Statement[ForwardersPutEvents].Principal.AWS[0]",
    change: "* removed",
    why: "the first is the bus's own account, where the forwarder's own policy is enough",
  },
];

export const HARMLESS_POLICIES: readonly Harmless[] = [
  ...NAMES,
  ...VERSIONS,
  ...DENIALS,
  ...QUARANTINE,
  ...KEYS,
  ...GUARDRAILS,
  ...OWN_ACCOUNT,
];
