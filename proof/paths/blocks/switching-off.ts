/**
 * The calls by which each part is stopped, narrowed, rewritten or given away (Service Authorization
 * Reference). What the guardrails deny stands in policies/: here is what they are for.
 */

export const TRAIL = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:PutInsightSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
] as const;

export const RULE = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
] as const;

export const BUS = ["events:DeleteEventBus", "events:UpdateEventBus"] as const;

/** Of the function: its code, its settings, who calls it, how often, and what becomes of failures. */
export const FUNCTION = [
  "lambda:DeleteFunction",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "lambda:AddPermission",
  "lambda:RemovePermission",
  "lambda:InvokeAsync",
  "lambda:InvokeFunction",
  "lambda:PutFunctionConcurrency",
  "lambda:PutFunctionEventInvokeConfig",
  "lambda:UpdateFunctionEventInvokeConfig",
  "lambda:DeleteFunctionEventInvokeConfig",
] as const;

/** Its trust among them: whoever writes it becomes the role. */
export const ROLE = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;

export const POLICY = [
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:DeletePolicyVersion",
  "iam:DeletePolicy",
] as const;

export const TABLE = [
  "dynamodb:DeleteTable",
  "dynamodb:UpdateTable",
  "dynamodb:UpdateTimeToLive",
] as const;

/** Every way to write an item. */
export const ITEMS = [
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:PartiQLDelete",
  "dynamodb:PartiQLInsert",
  "dynamodb:PartiQLUpdate",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
] as const;

export const KEY = [
  "kms:DeleteAlias",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:UpdateAlias",
] as const;

/** Of services whose parts have random ids; `*` where a call takes no resource. */
export const SERVICES = [
  {
    resource: "config:configuration-recorder/any/id",
    actions: [
      "config:DeleteConfigurationRecorder",
      "config:PutConfigurationRecorder",
      "config:StopConfigurationRecorder",
    ],
  },
  {
    resource: "guardduty:detector/any",
    actions: ["guardduty:DeleteDetector", "guardduty:UpdateDetector"],
  },
  { resource: "macie2:member/any", actions: ["macie2:DisassociateMember"] },
  {
    resource: "*",
    actions: [
      "config:DeleteDeliveryChannel",
      "config:PutDeliveryChannel",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:DisassociateFromMasterAccount",
      "guardduty:DisassociateMembers",
      "guardduty:StopMonitoringMembers",
      "macie2:DisableMacie",
      "macie2:DisassociateFromAdministratorAccount",
      "macie2:DisassociateFromMasterAccount",
      "macie2:UpdateMacieSession",
      "organizations:LeaveOrganization",
    ],
  },
  {
    resource: "securityhub:hub/default",
    actions: [
      "securityhub:BatchDisableStandards",
      "securityhub:DisableSecurityHub",
      "securityhub:DisassociateFromAdministratorAccount",
      "securityhub:DisassociateFromMasterAccount",
      "securityhub:DisassociateMembers",
    ],
  },
] as const;

/** Of services whose parts are known by this module's tag. */
export const TAGGED = [
  {
    resource: "config:config-rule/config-rule-abcdef",
    actions: ["config:DeleteConfigRule", "config:PutConfigRule", "config:UntagResource"],
  },
  {
    resource: "guardduty:malware-protection-plan/any",
    actions: [
      "guardduty:DeleteMalwareProtectionPlan",
      "guardduty:UntagResource",
      "guardduty:UpdateMalwareProtectionPlan",
    ],
  },
] as const;
