/**
 * What permissions.json grants and the rehearsal of examples/organization doesn't take, with the
 * reason to grant it all the same. The reasons are from the provider's code and AWS's documents.
 */
const UNSEEN: readonly (readonly [reason: string, actions: string])[] = [
  [
    "an upgrade or a change of settings changes it where it stands",
    "athena:UpdateWorkGroup cloudtrail:UpdateTrail dynamodb:UpdateItem glue:UpdateDatabase glue:UpdateTable guardduty:UpdateMalwareProtectionPlan iam:CreatePolicyVersion iam:DeletePolicyVersion iam:UpdateAssumeRolePolicy iam:UpdateRole iam:UpdateRoleDescription kms:PutKeyPolicy kms:UpdateKeyDescription lambda:DeleteFunctionConcurrency lambda:GetFunctionConfiguration lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration macie2:UpdateClassificationJob macie2:UpdateMacieSession macie2:UpdateMemberSession organizations:UpdatePolicy securityhub:UpdateConfigurationPolicy securityhub:UpdateFindingAggregator sns:SetSubscriptionAttributes sqs:SetQueueAttributes",
  ],
  [
    "a change of `tags` takes a tag away",
    "athena:UntagResource cloudtrail:RemoveTags cloudwatch:UntagResource config:UntagResource dynamodb:UntagResource events:UntagResource glue:UntagResource guardduty:UntagResource iam:UntagPolicy iam:UntagRole kms:UntagResource lambda:UntagResource logs:UntagResource macie2:UntagResource organizations:UntagResource sns:UntagResource sqs:UntagQueue",
  ],
  [
    'membership is "invitation"',
    "cloudtrail:PutInsightSelectors config:DeleteAggregationAuthorization config:DescribeAggregationAuthorizations config:PutAggregationAuthorization guardduty:CreateDetector guardduty:DeleteDetector guardduty:GetDetector guardduty:UpdateDetector macie2:CreateClassificationJob macie2:DescribeClassificationJob macie2:DisableMacie macie2:EnableMacie macie2:GetClassificationExportConfiguration macie2:GetMacieSession macie2:PutClassificationExportConfiguration macie2:TagResource securityhub:AcceptAdministratorInvitation securityhub:AcceptInvitation securityhub:BatchDisableStandards securityhub:BatchEnableStandards securityhub:CreateMembers securityhub:DeleteMembers securityhub:DescribeHub securityhub:DisableSecurityHub securityhub:DisassociateFromAdministratorAccount securityhub:DisassociateFromMasterAccount securityhub:DisassociateMembers securityhub:EnableSecurityHub securityhub:GetAdministratorAccount securityhub:GetEnabledStandards securityhub:GetMasterAccount securityhub:GetMembers securityhub:InviteMembers securityhub:ListInvitations securityhub:UpdateSecurityHubConfiguration",
  ],
  [
    "another setting wants it: `monitoringAccess`, and uploaders who are users",
    "iam:AttachRolePolicy iam:DetachRolePolicy iam:GetUser",
  ],
  [
    "a service asks for it in the caller's name, which the emulator doesn't",
    "iam:CreateServiceLinkedRole organizations:DescribeAccount organizations:DescribeOrganization organizations:EnableAWSServiceAccess organizations:ListAWSServiceAccessForOrganization organizations:ListDelegatedAdministrators",
  ],
  [
    "the provider reads a trail's selectors where AWS says that it has some; the emulator doesn't say so",
    "cloudtrail:GetEventSelectors cloudtrail:GetInsightSelectors",
  ],
];

/** Taken or not, as it comes: the provider looks the subscription up where SNS doesn't find it at once. */
export const SOMETIMES: readonly string[] = ["sns:ListSubscriptionsByTopic"];

/** The reason by action. */
export const unseen: ReadonlyMap<string, string> = new Map(
  UNSEEN.flatMap(([reason, actions]) => actions.split(" ").map((action) => [action, reason])),
);
