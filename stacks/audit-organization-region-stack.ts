import { type Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { OrganizationThreatDetection } from "../constructs/organization-threat-detection";
import { AccountStack } from "./account-stack";

/** The delegated administrator in a further region: the detectors of all accounts there. */
export class AuditOrganizationRegionStack extends AccountStack {
  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    new OrganizationThreatDetection(this, "ThreatDetection");
  }
}
