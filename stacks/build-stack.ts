import { type TerraformStack } from "cdktf";
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
) => TerraformStack;

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
export function buildStack(
  app: Construct,
  planned: PlannedStack,
  config: WardenConfig,
): TerraformStack {
  const where = planned.scope === "home" ? "home" : "further";
  if (isWorkload(planned)) return new WORKLOAD[where](app, planned, config);
  if (planned.kind !== "workload") return new CLASSES[planned.kind][where](app, planned, config);
  throw new Error(`${planned.name} is planned without its workload`);
}

const isWorkload = (planned: PlannedStack): planned is PlannedWorkload =>
  planned.workload !== undefined;
