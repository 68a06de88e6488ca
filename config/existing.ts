import type { Existing, ExistingInRegion } from "./existing-schema";
import type { WardenConfig } from "./schema";
import type { PlannedStack } from "./stack-plan";

export interface ExistingHere {
  readonly linkedRoles: Existing["linkedRoles"];
  readonly inRegion: ExistingInRegion;
}

/** What the stack's account had in the stack's region before this module came. */
export function existingFor(
  { auditAccount }: WardenConfig,
  { kind, region, workload }: PlannedStack,
): ExistingHere {
  if (kind === "organization") return { linkedRoles: {}, inRegion: {} };
  const { linkedRoles, regions } = (workload ?? auditAccount).existing;
  return { linkedRoles, inRegion: regions[region] ?? {} };
}
