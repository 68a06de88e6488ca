import type { LinkedService } from "./existing-schema";
import type { WardenConfig } from "./schema";

type ByMembership = Readonly<Record<WardenConfig["membership"], readonly LinkedService[]>>;

/**
 * Whose service-linked role each account's home stack makes: of the services that are on by the
 * account's own hand. The audit account has Macie only as the others' administrator.
 */
export const LINKED_ROLES: Readonly<Record<"audit" | "workload", ByMembership>> = {
  audit: {
    invitation: ["config", "guardduty", "securityhub"],
    organization: ["config", "guardduty", "macie", "securityhub"],
  },
  workload: {
    invitation: ["config", "guardduty", "macie", "securityhub"],
    organization: ["config"],
  },
};
