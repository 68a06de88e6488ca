import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubInviteAccepter } from "@cdktf/provider-aws/lib/securityhub-invite-accepter";
import { SecurityhubMember } from "@cdktf/provider-aws/lib/securityhub-member";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Place } from "../config/names";

const STANDARDS = {
  Foundational: "standards/aws-foundational-security-best-practices/v/1.0.0",
  Cis: "standards/cis-aws-foundations-benchmark/v/3.0.0",
} as const;

export interface SecurityHubProps {
  readonly place: Place;
  readonly dependsOn: ITerraformDependable[];
}

/** Security Hub of one account, judging it by AWS's own best practices and by CIS. */
export class SecurityHub extends Construct {
  private readonly account: SecurityhubAccount;

  constructor(scope: Construct, id: string, { place, dependsOn }: SecurityHubProps) {
    super(scope, id);
    this.account = new SecurityhubAccount(this, "Resource", {
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
      autoEnableControls: true,
      dependsOn,
    });
    for (const [name, resource] of Object.entries(STANDARDS)) {
      new SecurityhubStandardsSubscription(this, name, {
        standardsArn: `arn:${place.partition}:securityhub:${place.region}::${resource}`,
        dependsOn: [this.account],
      });
    }
  }

  /** Makes this account the one view: findings of all regions, members by invitation. */
  administer(
    members: readonly { readonly accountId: string; readonly email?: string | undefined }[],
  ): void {
    new SecurityhubFindingAggregator(this, "Aggregator", {
      linkingMode: "ALL_REGIONS",
      dependsOn: [this.account],
    });
    for (const { accountId, email } of members) {
      new SecurityhubMember(this, `Member-${accountId}`, {
        accountId,
        invite: true,
        ...(email !== undefined && { email }),
        dependsOn: [this.account],
        // AWS forgets the invitation once it is accepted, and never says the address again.
        lifecycle: { ignoreChanges: ["invite", "email"] },
      });
    }
  }

  /** Accepts the audit account's invitation: the audit stack is applied first. */
  joinAdministrator(accountId: string): void {
    new SecurityhubInviteAccepter(this, "Membership", {
      masterId: accountId,
      dependsOn: [this.account],
    });
  }
}
