import {
  arn,
  type AuditNames,
  iamArn,
  SECURITY_MONITORING_ROLE,
  type WorkloadNames,
} from "../../../config/names";
import type { Workload } from "../../../config/schema";
import { type DeclaredRole, each, type Need } from "../need";

/** By explicit choice only; each is AWS's own (GuardDuty, Macie and Security Hub guides, security-iam-awsmanpol). */
const FULL_ACCESS = [
  "AmazonGuardDutyFullAccess_v2",
  "AmazonMacieFullAccess",
  "AmazonS3ReadOnlyAccess",
  "AWSSecurityHubFullAccess",
];

/** The security team of the audit account works on findings in the workload account. */
export function securityMonitoring(
  names: WorkloadNames,
  audit: Pick<AuditNames, "rootArn">,
  { access, stack }: { readonly access: Workload["monitoringAccess"]; readonly stack: string },
): DeclaredRole {
  const { partition } = names.place;
  const role = {
    name: SECURITY_MONITORING_ROLE,
    arn: iamArn(names.place, `role/${SECURITY_MONITORING_ROLE}`),
    stack,
    trust: [{ who: { AWS: [audit.rootArn] }, actions: ["sts:AssumeRole"] }],
  };
  return access === "triage"
    ? { ...role, needs: triage(names) }
    : {
        ...role,
        needs: [],
        managed: FULL_ACCESS.map((policy) => `arn:${partition}:iam::aws:policy/${policy}`),
      };
}

/** A detector's id is AWS's, and random. */
const DETECTORS = "detector/*";

/** Which actions know a resource says the Service Authorization Reference of each service. */
const triage = ({ place, bucketArn }: WorkloadNames): readonly Need[] => [
  { action: "guardduty:GetDetector", resource: arn("guardduty", place, DETECTORS) },
  ...each(
    [
      "guardduty:ArchiveFindings",
      "guardduty:GetFindings",
      "guardduty:GetFindingsStatistics",
      "guardduty:ListFindings",
      "guardduty:UnarchiveFindings",
      "guardduty:UpdateFindingsFeedback",
    ],
    // By a detector's ARN, as all but a few that don't stand here (GuardDuty guide,
    // security_iam_id-based-policy-examples, limiting access to resources).
    { resource: arn("guardduty", place, DETECTORS), unlisted: true },
  ),
  ...each(
    [
      "guardduty:ListDetectors",
      "macie2:DescribeBuckets",
      "macie2:GetFindings",
      "macie2:GetFindingStatistics",
      "macie2:GetMacieSession",
      "macie2:ListClassificationJobs",
      "macie2:ListFindings",
    ],
    { resource: "*" },
  ),
  ...each(
    [
      "securityhub:BatchUpdateFindings",
      "securityhub:DescribeHub",
      "securityhub:GetEnabledStandards",
      "securityhub:GetFindings",
      "securityhub:GetInsightResults",
      "securityhub:GetInsights",
    ],
    { resource: arn("securityhub", place, "hub/default") },
  ),
  // How the bucket is set and what its objects are called; never what is in them.
  ...each(
    [
      "s3:GetBucketLogging",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketPolicy",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
      "s3:GetEncryptionConfiguration",
      "s3:ListBucket",
      "s3:ListBucketVersions",
    ],
    { resource: bucketArn },
  ),
];
