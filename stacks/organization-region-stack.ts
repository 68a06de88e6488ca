import { type Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { delegateGuardDuty } from "../constructs/delegations";
import { AccountStack } from "./account-stack";

/** The management account in a further region: GuardDuty is delegated region by region. */
export class OrganizationRegionStack extends AccountStack {
  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    delegateGuardDuty(this, "GuardDuty", {
      administrator: config.auditAccount.id,
      // The home stack's trust holds for all regions.
      dependsOn: [],
    });
  }
}
