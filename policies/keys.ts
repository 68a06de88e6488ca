import { type Place, arn } from "../config/names";
import { type Statement } from "./document";
import { type Callers, type Members, sourcesIn } from "./members";

/** In a key policy, `Resource: "*"` is how AWS names the key the policy belongs to. */
export const THIS_KEY = "*";

/**
 * Leaves the key to the account's IAM policies: without this statement nobody could ever manage
 * it again. Listed action by action, where AWS's default says `kms:*`.
 */
export const accountManagesKey = (rootArn: string): Statement => ({
  Sid: "AccountManagesKey",
  Effect: "Allow",
  Principal: { AWS: rootArn },
  Action: [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ],
  Resource: THIS_KEY,
});

/**
 * Lets CloudWatch Logs encrypt these log groups (by ARN), and no others. AWS's sample lists
 * `kms:Describe*` too, which this condition never lets through: that call has no encryption context.
 */
export const logGroupsUseKey = ({ region }: Place, logGroupArns: readonly string[]): Statement => ({
  Sid: "LogGroupsUseKey",
  Effect: "Allow",
  Principal: { Service: `logs.${region}.amazonaws.com` },
  Action: [
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ],
  Resource: THIS_KEY,
  Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArns } },
});

export const logGroupArn = (place: Place, name: string): string =>
  arn("logs", place, `log-group:${name}`);

export const configUsesKey = (members: Members): Statement => ({
  Sid: "ConfigEncrypts",
  Effect: "Allow",
  Principal: { Service: "config.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: THIS_KEY,
  Condition: { StringEquals: sourcesIn(members) },
});

/**
 * Lets the roles that plan and apply in other accounts look the key up by its alias: a key's ARN
 * holds a random id, so it is the one name that can't be computed from the configuration.
 */
export const deploymentsFindKey = (
  { principal, condition }: Callers,
  roleArns: readonly string[],
): Statement => ({
  Sid: "DeploymentsFindKey",
  Effect: "Allow",
  Principal: principal,
  Action: "kms:DescribeKey",
  Resource: THIS_KEY,
  Condition: { ...condition, ArnLike: { "aws:PrincipalArn": roleArns } },
});

export interface AlertsKeyUsers {
  readonly place: Place;
  readonly workloads: Callers;
  /** Pattern over the accounts: `arn:aws:iam::*:role/<responder>`. */
  readonly responderRoleArn: string;
}

/**
 * Publishers to the encrypted topic. EventBridge and CloudWatch are two principals; forgetting
 * one makes its alerts vanish without a trace. EventBridge may leave `aws:SourceAccount` out,
 * hence IfExists (see docs/adr/0006-one-path-to-the-topic.md).
 */
export function publishersUseKey({
  place,
  workloads,
  responderRoleArn,
}: AlertsKeyUsers): Statement[] {
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    {
      Sid: "RulesPublish",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: actions,
      Resource: THIS_KEY,
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": place.accountId } },
    },
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: actions,
      Resource: THIS_KEY,
      Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
    },
    {
      Sid: "RespondersPublish",
      Effect: "Allow",
      Principal: workloads.principal,
      Action: actions,
      Resource: THIS_KEY,
      Condition: {
        ArnLike: { "aws:PrincipalArn": responderRoleArn },
        StringEquals: {
          ...workloads.condition.StringEquals,
          "kms:ViaService": `sns.${place.region}.amazonaws.com`,
        },
      },
    },
  ];
}

/**
 * Without this Macie skips the bucket's objects silently: its own role may use no key. The role is
 * that of the account that runs the job.
 */
export const macieReadsUnderKey = (macieRoleArn: string): Statement => ({
  Sid: "MacieReads",
  Effect: "Allow",
  Principal: { AWS: macieRoleArn },
  Action: "kms:Decrypt",
  Resource: THIS_KEY,
});
