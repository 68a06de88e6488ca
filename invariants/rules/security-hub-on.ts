import { existingFor } from "../../config/existing";
import { partitionOf } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import type { Scope } from "../../proof/scope";
import type { Invariant } from "../invariant";
import { ownResources } from "../judging";
import { hasOwnServices, isAdministratorsHome } from "../services";
import { eachWanted, type Wanted } from "../wanted";

/** As they are named within an ARN (Security Hub guide, standards-reference). */
const STANDARDS = [
  "standards/aws-foundational-security-best-practices/v/1.0.0",
  "standards/cis-aws-foundations-benchmark/v/3.0.0",
] as const;

const standardsOf = ({ region }: PlannedStack): readonly string[] =>
  STANDARDS.map((standard) => `arn:${partitionOf(region)}:securityhub:${region}::${standard}`);

const HUB: Wanted = { type: "aws_securityhub_account", as: { auto_enable_controls: true } };

const subscriptions = (planned: PlannedStack): readonly Wanted[] =>
  standardsOf(planned).map((standards_arn) => ({
    type: "aws_securityhub_standards_subscription",
    which: { standards_arn },
  }));

const policyId = (_: unknown, scope: Scope): unknown =>
  ownResources(scope, "aws_securityhub_configuration_policy")[0]?.value("id");

/** Central configuration decides by its policy alone (Security Hub guide, central-configuration-intro). */
const centrally = ({ organization }: WardenConfig, planned: PlannedStack): readonly Wanted[] => [
  {
    type: "aws_securityhub_organization_configuration",
    as: {
      auto_enable: false,
      auto_enable_standards: "NONE",
      "organization_configuration.configuration_type": "CENTRAL",
    },
  },
  {
    type: "aws_securityhub_configuration_policy",
    as: {
      "configuration_policy.service_enabled": true,
      "configuration_policy.enabled_standard_arns": standardsOf(planned),
      "configuration_policy.security_controls_configuration.disabled_control_identifiers": [],
    },
  },
  {
    type: "aws_securityhub_configuration_policy_association",
    as: { policy_id: policyId, target_id: organization?.rootId ?? "" },
  },
];

function wantedIn(config: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  if (isAdministratorsHome(planned)) return centrally(config, planned);
  const isLeft = existingFor(config, planned).inRegion.securityHub === "leave";
  if (!hasOwnServices(config, planned) || isLeft) return [];
  if (config.membership === "invitation") return [HUB, ...subscriptions(planned)];
  // From the home region the policy reaches the hubs of all others.
  return planned.scope === "home" ? [HUB] : [];
}

export const securityHubOn: Invariant = {
  id: "security-hub-on",
  title: "Security Hub judges every account by FSBP and CIS, by all their controls",
  why: "What is opened or switched off by hand shows in its findings, and nowhere else.",
  judge: eachWanted(wantedIn),
};
