import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyOrganizationConfiguration } from "@cdktf/provider-aws/lib/guardduty-organization-configuration";
import { GuarddutyOrganizationConfigurationFeature } from "@cdktf/provider-aws/lib/guardduty-organization-configuration-feature";
import { Construct } from "constructs";

/**
 * GuardDuty with S3 protection in every account of the organization, also in those yet to come, in
 * this region.
 *
 * CloudTrail's management events, DNS and flow logs are always watched. Each protection besides is
 * charged by itself: S3's guards what this module guards, the ones for containers, functions,
 * databases and disks are the choice of whoever runs those. The organization's settings for them
 * stay as they are; only protections with additional settings are known to show drift
 * (hashicorp/terraform-provider-aws/issues/44822).
 */
export class OrganizationThreatDetection extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Made by the audit stack of this region: an account has one a region, so no id is needed.
    const { id: detectorId } = new DataAwsGuarddutyDetector(this, "Detector", {});
    const organization = new GuarddutyOrganizationConfiguration(this, "Resource", {
      detectorId,
      autoEnableOrganizationMembers: "ALL",
    });
    new GuarddutyOrganizationConfigurationFeature(this, "S3Protection", {
      detectorId,
      name: "S3_DATA_EVENTS",
      autoEnable: "ALL",
      dependsOn: [organization],
    });
  }
}
