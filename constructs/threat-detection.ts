import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import type { ExistingInRegion } from "../config/existing-schema";

export interface ThreatDetectionProps {
  /** The service-linked role, where this stack makes it. */
  readonly dependsOn?: ITerraformDependable[];
  /** A detector that was there before; one that is left keeps all its protections to its owner. */
  readonly existing?: ExistingInRegion["detector"];
}

/**
 * GuardDuty with S3 protection: API calls and access patterns of the account are watched. Its
 * protections of compute and databases (GuardDuty.5 to .9 and .11 to .13) are left to the account's
 * owner: this product runs one function, which talks to AWS alone, and they are charged by size.
 */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string, { dependsOn = [], existing }: ThreatDetectionProps) {
    super(scope, id);
    if (existing === "leave") {
      leave(this, "Resource", GuarddutyDetector.tfResourceType);
      leave(this, "S3Protection", GuarddutyDetectorFeature.tfResourceType);
      return;
    }
    const detector = new GuarddutyDetector(this, "Resource", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      dependsOn,
    });
    if (existing) adopt(detector, existing.import);
    new GuarddutyDetectorFeature(this, "S3Protection", {
      detectorId: detector.id,
      name: "S3_DATA_EVENTS",
      status: "ENABLED",
    });
  }
}
