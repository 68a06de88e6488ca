import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { arn, type Place, SECURITY_MONITORING_ROLE } from "../config/names";
import type { Workload } from "../config/schema";
import { policyJson, principalTrust, type Statement } from "../policies/document";

export interface SecurityMonitoringRoleProps {
  readonly place: Place;
  readonly trustedArns: readonly string[];
  readonly bucketArn: string;
  readonly access: Workload["monitoringAccess"];
}

/** Full access to the services, by explicit choice only; GuardDuty's first policy has given way to `_v2`. */
const FULL_ACCESS = [
  "AmazonGuardDutyFullAccess_v2",
  "AmazonMacieFullAccess",
  "AmazonS3ReadOnlyAccess",
  "AWSSecurityHubFullAccess",
];

/** The security team's role in the workload account: reads findings, works on them, changes nothing else. */
export class SecurityMonitoringRole extends Construct {
  constructor(scope: Construct, id: string, props: SecurityMonitoringRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: SECURITY_MONITORING_ROLE,
      description: "Triage of security findings",
      assumeRolePolicy: principalTrust(props.trustedArns),
    });
    if (props.access === "triage") {
      new IamRolePolicy(this, "Policy", {
        name: "triage",
        role: role.name,
        policy: policyJson(triage(props)),
      });
      return;
    }
    for (const policy of FULL_ACCESS) {
      new IamRolePolicyAttachment(this, policy, {
        role: role.name,
        policyArn: `arn:${props.place.partition}:iam::aws:policy/${policy}`,
      });
    }
  }
}

function triage({ place, bucketArn }: SecurityMonitoringRoleProps): Statement[] {
  const detectors = arn("guardduty", place, "detector/*");
  const hub = arn("securityhub", place, "hub/default");
  return [
    {
      Sid: "TriageGuardDuty",
      Effect: "Allow",
      Action: [
        "guardduty:ArchiveFindings",
        "guardduty:GetDetector",
        "guardduty:GetFindings",
        "guardduty:GetFindingsStatistics",
        "guardduty:ListFindings",
        "guardduty:UnarchiveFindings",
        "guardduty:UpdateFindingsFeedback",
      ],
      Resource: detectors,
    },
    {
      // Listing detectors, and all of Macie's reading calls, take no resource in IAM.
      Sid: "ReadWithoutResource",
      Effect: "Allow",
      Action: [
        "guardduty:ListDetectors",
        "macie2:DescribeBuckets",
        "macie2:GetFindings",
        "macie2:GetFindingStatistics",
        "macie2:GetMacieSession",
        "macie2:ListClassificationJobs",
        "macie2:ListFindings",
      ],
      Resource: "*",
    },
    {
      Sid: "TriageSecurityHub",
      Effect: "Allow",
      Action: [
        "securityhub:BatchUpdateFindings",
        "securityhub:DescribeHub",
        "securityhub:GetEnabledStandards",
        "securityhub:GetFindings",
        "securityhub:GetInsightResults",
        "securityhub:GetInsights",
      ],
      Resource: hub,
    },
    {
      // Settings and names of objects; their contents stay with their owners.
      Sid: "ReadBucketSettings",
      Effect: "Allow",
      Action: [
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
      ],
      Resource: bucketArn,
    },
  ];
}
