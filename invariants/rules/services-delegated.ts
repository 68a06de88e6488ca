import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Invariant } from "../invariant";
import { eachWanted, type Wanted } from "../wanted";

/** GuardDuty is delegated region by region; the others once, or from the home region. */
const guardduty = (admin_account_id: string): Wanted => ({
  type: "aws_guardduty_organization_admin_account",
  as: { admin_account_id },
});

/** AWS Config has no delegation of its own: Organizations keeps it. */
const CONFIG = ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"] as const;

const once = (id: string): readonly Wanted[] => [
  { type: "aws_cloudtrail_organization_delegated_admin_account", as: { account_id: id } },
  { type: "aws_macie2_organization_admin_account", as: { admin_account_id: id } },
  { type: "aws_securityhub_organization_admin_account", as: { admin_account_id: id } },
  ...CONFIG.map((service_principal) => ({
    type: "aws_organizations_delegated_administrator",
    which: { service_principal },
    as: { account_id: id },
  })),
];

function wantedIn({ auditAccount }: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  if (planned.kind !== "organization") return [];
  const { id } = auditAccount;
  return [guardduty(id), ...(planned.scope === "home" ? once(id) : [])];
}

export const servicesDelegated: Invariant = {
  id: "services-delegated",
  title: "The organization makes the audit account the administrator of its security services",
  why: "AWS takes the organization's settings of a service from its delegated administrator only.",
  judge: eachWanted(wantedIn),
};
