import { existingFor } from "../../config/existing";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Invariant } from "../invariant";
import { eachWanted, type Wanted } from "../wanted";

const AGGREGATOR: Wanted = {
  type: "aws_securityhub_finding_aggregator",
  as: { linking_mode: "ALL_REGIONS" },
};

/** The audit account's stack that has the one view: before the organization's, there is nothing to gather. */
function wantedIn(config: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  const kind = config.membership === "invitation" ? "audit" : "audit-organization";
  const isLeft = existingFor(config, planned).inRegion.findingAggregator === "leave";
  return planned.kind === kind && planned.scope === "home" && !isLeft ? [AGGREGATOR] : [];
}

export const findingsGathered: Invariant = {
  id: "findings-gathered",
  title: "Security Hub gathers the findings of all regions in the audit account's home region",
  why: "The security team looks at one place.",
  judge: eachWanted(wantedIn),
};
