import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Invariant } from "../invariant";
import { hasOwnServices, isAdministratorsHome } from "../services";
import { eachWanted, type Wanted } from "../wanted";

const invited = ({ workloads }: WardenConfig): readonly Wanted[] =>
  workloads.map(({ accountId: account_id, email }) => ({
    type: "aws_securityhub_member",
    which: { account_id },
    as: { invite: true, ...(email !== undefined && { email }) },
  }));

const accepted = ({ auditAccount }: WardenConfig): readonly Wanted[] => [
  { type: "aws_securityhub_invite_accepter", as: { master_id: auditAccount.id } },
];

/** Accounts that joined before Macie was delegated: it enrolls only those that join later. */
const enrolled = ({ organization }: WardenConfig): readonly Wanted[] =>
  (organization?.macieMembers ?? []).map(({ accountId: account_id, email }) => ({
    type: "aws_macie2_member",
    which: { account_id },
    as: { email, status: "ENABLED" },
  }));

function wantedIn(config: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  if (isAdministratorsHome(planned)) return enrolled(config);
  // In an organization the hubs join by the administrator's policy.
  if (config.membership !== "invitation" || !hasOwnServices(config, planned)) return [];
  return planned.kind === "audit" ? invited(config) : accepted(config);
}

export const membersJoined: Invariant = {
  id: "members-joined",
  title: "Every account of the configuration is a member of the audit account's services",
  why: "The audit account sees and scans its members, and nobody else.",
  judge: eachWanted(wantedIn),
};
