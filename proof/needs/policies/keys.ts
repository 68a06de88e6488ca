import {
  type AccountNames,
  arn,
  auditNames,
  PLAN_ROLE,
  workloadNames,
} from "../../../config/names";
import type { WardenConfig, Workload } from "../../../config/schema";
import type { Estate } from "../../model/estate";
import type { DeclaredPolicy, Flow } from "../need";
import { keyBehind } from "../places";
import { macieSource } from "./archives";
import {
  anywhere,
  byRole,
  callersOf,
  memberAccounts,
  sourcesOf,
  trailSources,
  workloadAccounts,
} from "./members";

/** What Terraform calls to make a key, keep it and give it up (AWS provider, aws_kms_key and aws_kms_alias). */
const MANAGING = [
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/** What identities of the account read and write under the key, by IAM. */
const USING = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * Leaves the key to IAM in its own account, at most as far as AWS's default does: nobody else could
 * ever manage it (KMS guide, key-policy-default). The guardrails let the deployment role do that alone.
 */
const rootManages = (
  { rootArn, deploymentRoleArn }: AccountNames,
  besides: readonly string[] = [],
): Flow => ({
  who: { AWS: [rootArn] },
  as: deploymentRoleArn,
  actions: [...MANAGING, ...besides],
  upTo: ["kms:*"],
});

/**
 * CloudWatch Logs guide, encrypt-log-data-kms. The guide's `kms:Describe*` stands under a condition
 * that no such request meets, since only cryptographic operations have an encryption context.
 */
const logGroupsEncrypt = ({ place }: AccountNames, logGroups: readonly string[]): Flow => ({
  who: { Service: `logs.${place.region}.amazonaws.com` },
  actions: [
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ],
  upTo: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
  condition: {
    ArnLike: {
      "kms:EncryptionContext:aws:logs:arn": logGroups.map((name) =>
        arn("logs", place, `log-group:${name}`),
      ),
    },
  },
});

/** CloudTrail guide, create-kms-key-policy-for-cloudtrail. */
const trailsEncrypt = (config: WardenConfig): readonly Flow[] =>
  trailSources(config).flatMap(({ condition, arns }) => [
    {
      who: { Service: "cloudtrail.amazonaws.com" },
      actions: ["kms:GenerateDataKey"],
      condition: {
        ...condition,
        ArnLike: { ...condition.ArnLike, "kms:EncryptionContext:aws:cloudtrail:arn": arns },
      },
    },
    { who: { Service: "cloudtrail.amazonaws.com" }, actions: ["kms:DescribeKey"], condition },
  ]);

/** A stack of another account, planned or applied, finds the key by its alias: its id is random. */
const deploymentsFind = (config: WardenConfig): Flow => ({
  ...byRole(
    callersOf(config, workloadAccounts(config)),
    [config.deploymentRole, PLAN_ROLE].map((role) => anywhere(config, role)),
  ),
  actions: ["kms:DescribeKey"],
});

/** Config guide, s3-kms-key-policy; Macie guide, discovery-results-repository-s3. */
const logsKeyFlows = (config: WardenConfig): readonly Flow[] => [
  ...trailsEncrypt(config),
  {
    who: { Service: "config.amazonaws.com" },
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    condition: { StringEquals: sourcesOf(config, memberAccounts(config)) },
  },
  {
    who: { Service: "macie.amazonaws.com" },
    actions: ["kms:Encrypt", "kms:GenerateDataKey"],
    condition: macieSource(config),
  },
  deploymentsFind(config),
];

/**
 * Publishers to the encrypted topic (SNS guide, sns-key-management). EventBridge may leave its
 * source out; that no stranger gets in that way is a matter of who acts for strangers.
 */
function alertsKeyFlows(config: WardenConfig): readonly Flow[] {
  const { place } = auditNames(config);
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  const responders = byRole(
    callersOf(config, workloadAccounts(config)),
    anywhere(config, `${config.prefix}-responder`),
    { "kms:ViaService": [`sns.${place.region}.amazonaws.com`] },
  );
  return [
    { who: { Service: "events.amazonaws.com" }, actions },
    {
      who: { Service: "cloudwatch.amazonaws.com" },
      actions,
      condition: { StringEquals: { "aws:SourceAccount": [place.accountId] } },
    },
    { ...responders, actions },
    deploymentsFind(config),
  ];
}

export function auditKeys(config: WardenConfig, estate: Estate): readonly DeclaredPolicy[] {
  const names = auditNames(config);
  return [
    {
      arn: keyBehind(estate, names.place, names.logsKeyAlias),
      name: names.logsKeyAlias,
      flows: [
        rootManages(names, USING),
        ...logsKeyFlows(config),
        logGroupsEncrypt(names, [names.trailLogGroup]),
      ],
    },
    {
      arn: keyBehind(estate, names.place, names.alertsKeyAlias),
      name: names.alertsKeyAlias,
      flows: [rootManages(names), ...alertsKeyFlows(config)],
    },
  ];
}

/** Macie's role may use no key by itself (Macie guide, discovery-supported-encryption-types). */
export function workloadKey(
  config: WardenConfig,
  workload: Workload,
  estate: Estate,
): DeclaredPolicy {
  const names = workloadNames(config, workload);
  const { macieRoleArn } = config.organization ? auditNames(config) : names;
  return {
    arn: keyBehind(estate, names.place, names.keyAlias),
    name: names.keyAlias,
    flows: [
      rootManages(names, USING),
      logGroupsEncrypt(names, [names.trailLogGroup, names.responderLogGroup]),
      { who: { AWS: [macieRoleArn] }, actions: ["kms:Decrypt"] },
    ],
  };
}
