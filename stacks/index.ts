/** The stacks themselves, to be added to an app that has others: docs/library.md. */
export { AccountStack } from "./account-stack";
export { AuditOrganizationRegionStack } from "./audit-organization-region-stack";
export { AuditOrganizationStack } from "./audit-organization-stack";
export { AuditRegionStack } from "./audit-region-stack";
export { AuditStack } from "./audit-stack";
export { buildStack } from "./build-stack";
export { OrganizationRegionStack } from "./organization-region-stack";
export { OrganizationStack } from "./organization-stack";
export { WorkloadRegionStack } from "./workload-region-stack";
export { WorkloadStack } from "./workload-stack";
