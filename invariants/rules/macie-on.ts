import { existingFor } from "../../config/existing";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Invariant } from "../invariant";
import { isAdministratorsHome } from "../services";
import { eachWanted, type Wanted } from "../wanted";

const SESSION: Wanted = { type: "aws_macie2_account", as: { status: "ENABLED" } };
const FOR_NEW_MEMBERS: Wanted = {
  type: "aws_macie2_organization_configuration",
  as: { auto_enable: true },
};

/** Whose session the jobs run in: the workload's own, or the administrator's. */
const runsJobs = ({ membership }: WardenConfig, { kind, scope }: PlannedStack): boolean =>
  scope === "home" && kind === (membership === "invitation" ? "workload" : "audit");

function wantedIn(config: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  if (isAdministratorsHome(planned)) return [FOR_NEW_MEMBERS];
  const isLeft = existingFor(config, planned).inRegion.macie === "leave";
  return runsJobs(config, planned) && !isLeft ? [SESSION] : [];
}

export const macieOn: Invariant = {
  id: "macie-on",
  title: "Macie is on where the production buckets are, and for accounts yet to come",
  why: "Its jobs run in a session that is on; paused, they find nothing.",
  judge: eachWanted(wantedIn),
};
