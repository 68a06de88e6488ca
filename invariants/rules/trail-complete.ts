import type { Resource } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each, together, unless } from "../judging";

/** Terraform's default where it isn't said. */
const isOn = (trail: Resource, argument: string): boolean => trail.value(argument) !== false;

export const trailComplete: Invariant = {
  id: "trail-complete",
  title: "Every trail covers all regions, validates its log files and is on",
  why: "What happens in a region that nobody looks at isn't seen, and a changed log file isn't noticed.",
  judge: each("aws_cloudtrail", (trail) =>
    together([
      unless(trail.value("is_multi_region_trail") === true, "it covers one region only"),
      unless(trail.value("enable_log_file_validation") === true, "its files aren't validated"),
      unless(isOn(trail, "include_global_service_events"), "IAM's events are left out"),
      unless(isOn(trail, "enable_logging"), "it is switched off"),
    ]),
  ),
};
