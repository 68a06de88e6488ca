import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";

/** Where more than events of global services is watched. */
const isWatched = ({ scope }: PlannedStack): boolean => scope !== "global-events";

/** Whether the account switches its services on itself: in an organization, its administrator only. */
export const hasOwnServices = ({ membership }: WardenConfig, planned: PlannedStack): boolean =>
  isWatched(planned) &&
  (planned.kind === "audit" || (planned.kind === "workload" && membership === "invitation"));

/** The administrator's stack that configures the services for the whole organization. */
export const isAdministratorsHome = ({ kind, scope }: PlannedStack): boolean =>
  kind === "audit-organization" && scope === "home";
