import { existingFor } from "../../config/existing";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Resource } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import type { Invariant } from "../invariant";
import { hasOwnServices } from "../services";
import { eachWanted, type Wanted } from "../wanted";

/** An account has one detector in a region, made there or looked up. */
const detectorThere = ({ place }: Resource, { estate }: Scope): unknown =>
  ["aws_guardduty_detector", "data.aws_guardduty_detector"]
    .flatMap((type) => estate.resources(type))
    .find((one) => one.place.accountId === place.accountId && one.place.region === place.region)
    ?.value("id");

const OWN: readonly Wanted[] = [
  { type: "aws_guardduty_detector", as: { enable: true } },
  {
    type: "aws_guardduty_detector_feature",
    which: { name: "S3_DATA_EVENTS" },
    as: { status: "ENABLED", detector_id: detectorThere },
  },
];

const OF_MEMBERS: readonly Wanted[] = [
  {
    type: "aws_guardduty_organization_configuration",
    as: { auto_enable_organization_members: "ALL", detector_id: detectorThere },
  },
  {
    type: "aws_guardduty_organization_configuration_feature",
    which: { name: "S3_DATA_EVENTS" },
    as: { auto_enable: "ALL", detector_id: detectorThere },
  },
];

function wantedIn(config: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  if (planned.kind === "audit-organization") return OF_MEMBERS;
  const isLeft = existingFor(config, planned).inRegion.detector === "leave";
  return hasOwnServices(config, planned) && !isLeft ? OWN : [];
}

export const guarddutyOn: Invariant = {
  id: "guardduty-on",
  title: "GuardDuty watches every account and region of the configuration, and S3's objects too",
  why: "Who is stealing or destroying shows in its findings; without a detector there are none.",
  judge: eachWanted(wantedIn),
};
