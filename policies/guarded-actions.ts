import { arn, iamArn, type WorkloadNames } from "../config/names";
import { type Statement } from "./document";

/** Actions that nobody takes on these resources but who is spared. */
export interface Guardrail {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: string | readonly string[];
  readonly when?: NonNullable<Statement["Condition"]>;
  /** `responder`: the deployment role, and the responder besides. @default "deployment" */
  readonly spares?: "deployment" | "responder";
}

/**
 * One statement for all parts that have a name: each action fits resources of one kind only, so
 * that together they say the same as apart, in far fewer characters.
 * @param names of any account: `*` stands for its id
 */
export const guardrails = (names: WorkloadNames): readonly Guardrail[] => [
  {
    sid: "Parts",
    resources: [
      names.trailArn,
      `${names.trailArn}-organization`,
      ...rules(names),
      arn("events", names.place, `event-bus/${names.prefix}-security`),
      names.responderArn,
      ...roles(names),
      names.quarantinePolicyArn,
      names.ledgerTableArn,
    ],
    actions: [TRAIL, RULES, BUS, FUNCTION, ROLES, POLICY, TABLE].flat(),
  },
  {
    // Detectors and recorders have random ids; hubs and memberships have none.
    sid: "Services",
    resources: "*",
    actions: SERVICES,
  },
  {
    // Config rules and malware plans have random ids too: this module's are known by the tag that all
    // its resources have.
    sid: "Tagged",
    resources: "*",
    actions: TAGGED,
    when: { Null: { "aws:ResourceTag/bucket-warden": "false" } },
  },
  {
    // A key's id is random; its aliases aren't.
    sid: "Keys",
    resources: "*",
    actions: KEYS,
    when: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": aliases(names) } },
  },
  {
    sid: "Quarantine",
    resources: "*",
    actions: ["iam:DetachGroupPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy"],
    when: { ArnLike: { "iam:PolicyARN": names.quarantinePolicyArn } },
    spares: "responder",
  },
  { sid: "Ledger", resources: names.ledgerTableArn, actions: ITEMS, spares: "responder" },
];

/** Of the default bus in every region, and all of the security bus's. */
const rules = ({ place, prefix }: WorkloadNames): string[] =>
  ["forward-*", "security/*", "sweep", "uploads"].map((name) =>
    arn("events", { ...place, region: "*" }, `rule/${prefix}-${name}`),
  );

/** The deployment role's own trust is among them, or an administrator could become it. */
const roles = (names: WorkloadNames): string[] => [
  names.deploymentRoleArn,
  names.forwarderRoleArn,
  names.responderRoleArn,
  iamArn(names.place, `role/${names.trailLogsRole}`),
];

const aliases = ({ keyAlias }: WorkloadNames): string[] => [
  keyAlias,
  `${keyAlias}-alerts`,
  `${keyAlias}-logs`,
];

const SERVICES = [
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "guardduty:DisassociateFromMasterAccount",
  "guardduty:DisassociateMembers",
  "guardduty:StopMonitoringMembers",
  "guardduty:UpdateDetector",
  "macie2:DisableMacie",
  "macie2:DisassociateFromAdministratorAccount",
  "macie2:DisassociateFromMasterAccount",
  "macie2:DisassociateMember",
  "macie2:UpdateMacieSession",
  // Who leaves the organization leaves all of this behind.
  "organizations:LeaveOrganization",
  "securityhub:BatchDisableStandards",
  "securityhub:DisableSecurityHub",
  "securityhub:DisassociateFromAdministratorAccount",
  "securityhub:DisassociateFromMasterAccount",
  "securityhub:DisassociateMembers",
];

const TRAIL = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:PutInsightSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
];

const RULES = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
];

/** Its permissions take no resource in IAM: a denial would hit every other bus as well. */
const BUS = ["events:DeleteEventBus", "events:UpdateEventBus"];

/**
 * Nobody invokes it by IAM: services do by its own policy, and no service control policy binds them
 * (Organizations guide, orgs_manage_policies_scps).
 */
const FUNCTION = [
  "lambda:AddPermission",
  "lambda:DeleteFunction",
  "lambda:DeleteFunctionEventInvokeConfig",
  "lambda:InvokeAsync",
  "lambda:InvokeFunction",
  "lambda:PutFunctionConcurrency",
  "lambda:PutFunctionEventInvokeConfig",
  "lambda:RemovePermission",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "lambda:UpdateFunctionEventInvokeConfig",
];

const ROLES = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
];

const POLICY = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];

const TABLE = ["dynamodb:DeleteTable", "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive"];

const ITEMS = [
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:PartiQLDelete",
  "dynamodb:PartiQLInsert",
  "dynamodb:PartiQLUpdate",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
];

const TAGGED = [
  "config:DeleteConfigRule",
  "config:PutConfigRule",
  "config:UntagResource",
  "guardduty:DeleteMalwareProtectionPlan",
  "guardduty:UntagResource",
  "guardduty:UpdateMalwareProtectionPlan",
];

const KEYS = [
  "kms:DeleteAlias",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:UpdateAlias",
];
