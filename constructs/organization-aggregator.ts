import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Place } from "../config/names";
import { serviceTrust } from "../policies/document";

export interface OrganizationAggregatorProps {
  readonly place: Place;
  readonly name: string;
  readonly roleName: string;
}

/** What AWS Config recorded in all accounts and regions of the organization, in one view. */
export class OrganizationAggregator extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationAggregatorProps) {
    super(scope, id);
    const role = new IamRole(this, "Role", {
      name: props.roleName,
      description: "Tells AWS Config which accounts the organization has",
      // The Config guide says of no source that it would send here, so there is none to ask for.
      assumeRolePolicy: serviceTrust("config.amazonaws.com"),
    });
    // AWS's own policy: it lists the organization's accounts and delegations, and reads nothing else.
    const policy = new IamRolePolicyAttachment(this, "Policy", {
      role: role.name,
      policyArn: `arn:${props.place.partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`,
    });
    new ConfigConfigurationAggregator(this, "Resource", {
      name: props.name,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      dependsOn: [policy],
    });
  }
}
