import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubInviteAccepter } from "@cdktf/provider-aws/lib/securityhub-invite-accepter";
import { SecurityhubMember } from "@cdktf/provider-aws/lib/securityhub-member";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import type { ExistingInRegion } from "../config/existing-schema";
import type { Place } from "../config/names";

const STANDARDS = {
  Foundational: "standards/aws-foundational-security-best-practices/v/1.0.0",
  Cis: "standards/cis-aws-foundations-benchmark/v/3.0.0",
} as const;

export const standardArns = ({ partition, region }: Place): string[] =>
  Object.values(STANDARDS).map((standard) => `arn:${partition}:securityhub:${region}::${standard}`);

export interface SecurityHubProps {
  readonly place: Place;
  /** The service-linked role, where this stack makes it. */
  readonly dependsOn?: ITerraformDependable[];
  /** `central`: the organization's policy subscribes to the standards. @default own */
  readonly standards?: "own" | "central";
  /** A hub, and an aggregator, that were there before; a hub that is left keeps its standards. */
  readonly existing?: Pick<ExistingInRegion, "securityHub" | "findingAggregator">;
}

interface Member {
  readonly accountId: string;
  readonly email?: string | undefined;
}

/** Security Hub of one account, judging it by AWS's own best practices and by CIS. */
export class SecurityHub extends Construct {
  /** What needs the hub waits for it, where this stack makes it. */
  private readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityHubProps,
  ) {
    super(scope, id);
    const { existing, standards = "own" } = props;
    this.ready = existing?.securityHub === "leave" ? this.leaveHub() : [this.addHub()];
    if (standards === "own" && existing?.securityHub !== "leave") this.subscribe();
  }

  private leaveHub(): [] {
    leave(this, "Resource", SecurityhubAccount.tfResourceType);
    for (const name of Object.keys(STANDARDS)) {
      leave(this, name, SecurityhubStandardsSubscription.tfResourceType);
    }
    return [];
  }

  private addHub(): SecurityhubAccount {
    const { place, dependsOn = [], existing } = this.props;
    const hub = new SecurityhubAccount(this, "Resource", {
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
      autoEnableControls: true,
      dependsOn,
    });
    if (existing?.securityHub === "import") adopt(hub, place.accountId);
    return hub;
  }

  private subscribe(): void {
    const { partition, region } = this.props.place;
    for (const [name, resource] of Object.entries(STANDARDS)) {
      new SecurityhubStandardsSubscription(this, name, {
        standardsArn: `arn:${partition}:securityhub:${region}::${resource}`,
        dependsOn: this.ready,
      });
    }
  }

  /** Makes this account the one view: findings of all regions, members by invitation. */
  administer(members: readonly Member[]): void {
    this.aggregate();
    this.invite(members);
  }

  private aggregate(): void {
    const existing = this.props.existing?.findingAggregator;
    if (existing === "leave") {
      leave(this, "Aggregator", SecurityhubFindingAggregator.tfResourceType);
      return;
    }
    const aggregator = new SecurityhubFindingAggregator(this, "Aggregator", {
      linkingMode: "ALL_REGIONS",
      dependsOn: this.ready,
    });
    if (existing) adopt(aggregator, existing.import);
  }

  /** Invites the members of this region: Security Hub's membership is region by region. */
  invite(members: readonly Member[]): void {
    for (const { accountId, email } of members) {
      new SecurityhubMember(this, `Member-${accountId}`, {
        accountId,
        invite: true,
        ...(email !== undefined && { email }),
        dependsOn: this.ready,
        // AWS forgets the invitation once it is accepted, and never says the address again.
        lifecycle: { ignoreChanges: ["invite", "email"] },
      });
    }
  }

  /** Accepts the audit account's invitation: the audit stack of the region is applied first. */
  joinAdministrator(accountId: string): void {
    new SecurityhubInviteAccepter(this, "Membership", {
      masterId: accountId,
      dependsOn: this.ready,
    });
  }
}
