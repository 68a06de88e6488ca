import { type Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { SecurityHub } from "../constructs/security-hub";
import { ThreatDetection } from "../constructs/threat-detection";
import { RegionStack } from "./region-stack";

/** The audit account in a further region: what happens there reaches the home region's bus. */
export class AuditRegionStack extends RegionStack {
  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    if (planned.scope === "everything") this.addServices();
  }

  private addServices(): void {
    const { names, config, existing } = this;
    const { detector, ...hub } = existing.inRegion;
    new ThreatDetection(this, "ThreatDetection", { existing: detector });
    // An organization's central configuration switches the hubs of linked regions on itself.
    if (config.membership === "organization") return;
    new SecurityHub(this, "SecurityHub", { place: names.place, existing: hub }).invite(
      config.workloads,
    );
  }
}
