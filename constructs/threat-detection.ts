import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** GuardDuty with S3 protection: API calls and access patterns of the account are watched. */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string, dependsOn: ITerraformDependable[]) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "Resource", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      dependsOn,
    });
    new GuarddutyDetectorFeature(this, "S3Protection", {
      detectorId: detector.id,
      name: "S3_DATA_EVENTS",
      status: "ENABLED",
    });
  }
}
