import { ConfigAggregateAuthorization } from "@cdktf/provider-aws/lib/config-aggregate-authorization";
import { type Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { SecurityHub } from "../constructs/security-hub";
import { ThreatDetection } from "../constructs/threat-detection";
import { RegionStack } from "./region-stack";

/** A workload account in a further region: watched there as at home, without a bucket. */
export class WorkloadRegionStack extends RegionStack {
  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    // In an organization the audit account switches the services on for its members.
    const isOwn = config.membership === "invitation";
    if (planned.scope === "everything" && isOwn) this.addServices();
  }

  private addServices(): void {
    const { names, audit, existing } = this;
    const { detector, ...hub } = existing.inRegion;
    // Each region lets the aggregator read what it recorded (Config API, PutAggregationAuthorization).
    new ConfigAggregateAuthorization(this, "ConfigAuthorization", {
      accountId: audit.place.accountId,
      region: audit.place.region,
    });
    new ThreatDetection(this, "ThreatDetection", { existing: detector });
    new SecurityHub(this, "SecurityHub", { place: names.place, existing: hub }).joinAdministrator(
      audit.place.accountId,
    );
  }
}
