import type { WardenConfig } from "../schema";
import type { PlannedStack } from "../stack-plan";
import type { Bus, FindingSource, ForwardedFinding } from "./source";
import { FINDINGS } from "./sources";

export { type AlertRule, alertRules } from "./alert-rules";
export type { Bus, EventPattern, FindingSource, ForwardedFinding } from "./source";
export { FINDINGS } from "./sources";

/** The rules that send the stack's findings to the security bus: each is picked up in one place only. */
export function findingsAt(
  config: WardenConfig,
  planned: PlannedStack,
): readonly ForwardedFinding[] {
  const bus = BUSES[planned.kind];
  if (!bus) return [];
  return FINDINGS.filter((source) => isPickedUp(source, bus, { config, planned })).flatMap(
    (source) => source.forwards({ config, bus, planned }),
  );
}

/** The other stacks are of the same accounts and regions, or of the management account. */
const BUSES: Readonly<Partial<Record<PlannedStack["kind"], Bus>>> = {
  audit: "audit",
  workload: "workload",
};

interface Place {
  readonly config: WardenConfig;
  readonly planned: PlannedStack;
}

const SCOPES: Readonly<Record<FindingSource["regions"], readonly PlannedStack["scope"][]>> = {
  home: ["home"],
  watched: ["home", "everything"],
  every: ["home", "everything", "global-events"],
};

const isPickedUp = (
  { pickedUp, regions }: FindingSource,
  bus: Bus,
  { config, planned }: Place,
): boolean => pickedUp[config.membership].includes(bus) && SCOPES[regions].includes(planned.scope);
