import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { GuarddutyOrganizationAdminAccount } from "@cdktf/provider-aws/lib/guardduty-organization-admin-account";
import { Macie2OrganizationAdminAccount } from "@cdktf/provider-aws/lib/macie2-organization-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { SecurityhubOrganizationAdminAccount } from "@cdktf/provider-aws/lib/securityhub-organization-admin-account";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DelegationsProps {
  /** The audit account. */
  readonly administrator: string;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The audit account administers the security services of the whole organization. One delegation
 * waits for the other: Organizations refuses changes made at the same time
 * (ConcurrentModificationException).
 */
export class Delegations extends Construct {
  constructor(scope: Construct, id: string, { administrator, dependsOn }: DelegationsProps) {
    super(scope, id);
    const trail = new CloudtrailOrganizationDelegatedAdminAccount(this, "CloudTrail", {
      accountId: administrator,
      dependsOn,
    });
    // AWS Config has no delegation of its own: Organizations keeps it.
    const config = new OrganizationsDelegatedAdministrator(this, "Config", {
      accountId: administrator,
      servicePrincipal: "config.amazonaws.com",
      dependsOn: [trail],
    });
    const setup = new OrganizationsDelegatedAdministrator(this, "ConfigSetup", {
      accountId: administrator,
      servicePrincipal: "config-multiaccountsetup.amazonaws.com",
      dependsOn: [config],
    });
    const detection = delegateGuardDuty(this, "GuardDuty", { administrator, dependsOn: [setup] });
    const macie = new Macie2OrganizationAdminAccount(this, "Macie", {
      adminAccountId: administrator,
      dependsOn: [detection],
    });
    // In the home region: from there central configuration reaches all regions.
    new SecurityhubOrganizationAdminAccount(this, "SecurityHub", {
      adminAccountId: administrator,
      dependsOn: [macie],
    });
  }
}

/** GuardDuty is delegated region by region. */
export const delegateGuardDuty = (
  scope: Construct,
  id: string,
  { administrator, dependsOn }: DelegationsProps,
): GuarddutyOrganizationAdminAccount =>
  new GuarddutyOrganizationAdminAccount(scope, id, { adminAccountId: administrator, dependsOn });
