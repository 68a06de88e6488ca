import { type Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack, PlannedWorkload, StackKind } from "../config/stack-plan";
import { AuditOrganizationRegionStack } from "./audit-organization-region-stack";
import { AuditOrganizationStack } from "./audit-organization-stack";
import { AuditRegionStack } from "./audit-region-stack";
import { AuditStack } from "./audit-stack";
import { OrganizationRegionStack } from "./organization-region-stack";
import { OrganizationStack } from "./organization-stack";
import { WorkloadRegionStack } from "./workload-region-stack";
import { WorkloadStack } from "./workload-stack";

type StackClass<Planned extends PlannedStack> = new (
  scope: Construct,
  planned: Planned,
  config: WardenConfig,
) => unknown;

interface Classes<Planned extends PlannedStack> {
  readonly home: StackClass<Planned>;
  readonly further: StackClass<Planned>;
}

const CLASSES: Readonly<Record<Exclude<StackKind, "workload">, Classes<PlannedStack>>> = {
  audit: { home: AuditStack, further: AuditRegionStack },
  organization: { home: OrganizationStack, further: OrganizationRegionStack },
  "audit-organization": { home: AuditOrganizationStack, further: AuditOrganizationRegionStack },
};
const WORKLOAD: Classes<PlannedWorkload> = { home: WorkloadStack, further: WorkloadRegionStack };

/** Adds the stack to the app. */
export function buildStack(app: Construct, planned: PlannedStack, config: WardenConfig): void {
  const where = planned.scope === "home" ? "home" : "further";
  if (isWorkload(planned)) new WORKLOAD[where](app, planned, config);
  else if (planned.kind !== "workload") new CLASSES[planned.kind][where](app, planned, config);
}

const isWorkload = (planned: PlannedStack): planned is PlannedWorkload =>
  planned.workload !== undefined;
