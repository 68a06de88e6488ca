import { SecurityhubConfigurationPolicy } from "@cdktf/provider-aws/lib/securityhub-configuration-policy";
import { SecurityhubConfigurationPolicyAssociation } from "@cdktf/provider-aws/lib/securityhub-configuration-policy-association";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubOrganizationConfiguration } from "@cdktf/provider-aws/lib/securityhub-organization-configuration";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import type { ExistingInRegion } from "../config/existing-schema";
import type { Place } from "../config/names";
import { standardArns } from "./security-hub";

export interface OrganizationSecurityHubProps {
  /** The home region: central configuration works from there only, for all regions it links. */
  readonly place: Place;
  readonly prefix: string;
  /** `r-…`: every account below gets the policy, also those yet to come. */
  readonly rootId: string;
  readonly existing: ExistingInRegion["findingAggregator"];
}

/** One view and one policy for all accounts and regions: Security Hub on, with both standards. */
export class OrganizationSecurityHub extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OrganizationSecurityHubProps,
  ) {
    super(scope, id);
    const organization = new SecurityhubOrganizationConfiguration(this, "Resource", {
      // Central configuration takes no other values: the policy decides.
      autoEnable: false,
      autoEnableStandards: "NONE",
      organizationConfiguration: { configurationType: "CENTRAL" },
      dependsOn: this.aggregate(),
    });
    this.applyPolicy(organization);
  }

  /** Central configuration needs an aggregation region first. */
  private aggregate(): ITerraformDependable[] {
    const { existing } = this.props;
    if (existing === "leave") {
      leave(this, "Aggregator", SecurityhubFindingAggregator.tfResourceType);
      return [];
    }
    const aggregator = new SecurityhubFindingAggregator(this, "Aggregator", {
      linkingMode: "ALL_REGIONS",
    });
    if (existing) adopt(aggregator, existing.import);
    return [aggregator];
  }

  private applyPolicy(organization: ITerraformDependable): void {
    const { place, prefix, rootId } = this.props;
    const policy = new SecurityhubConfigurationPolicy(this, "Policy", {
      name: prefix,
      description: "Foundational best practices and CIS in every account",
      configurationPolicy: {
        serviceEnabled: true,
        enabledStandardArns: [...standardArns(place)],
        // All controls, also new ones: the block must be there, even if it disables nothing
        // (hashicorp/terraform-provider-aws/issues/36739).
        securityControlsConfiguration: { disabledControlIdentifiers: [] },
      },
      dependsOn: [organization],
    });
    new SecurityhubConfigurationPolicyAssociation(this, "Association", {
      policyId: policy.id,
      targetId: rootId,
      // The provider's 90 seconds are too short for an organization
      // (schubergphilis/terraform-aws-mcaf-landing-zone/pull/262).
      timeouts: { create: "5m", update: "5m" },
    });
  }
}
