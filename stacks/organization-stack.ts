import { type Construct } from "constructs";
import { inOrganization } from "../config/organization-names";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { Delegations } from "../constructs/delegations";
import { Guardrails } from "../constructs/guardrails";
import { TrustedAccess } from "../constructs/trusted-access";
import { guardrailPolicy } from "../policies/guardrails";
import { AccountStack } from "./account-stack";

/** The management account: makes the audit account the administrator of the security services. */
export class OrganizationStack extends AccountStack {
  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    const organization = inOrganization(config);
    const { guardrailTargets: targets } = organization;
    const access = new TrustedAccess(this, "TrustedAccess", organization);
    new Delegations(this, "Delegations", {
      administrator: config.auditAccount.id,
      dependsOn: [access.ready],
    });
    if (targets.length === 0) return;
    new Guardrails(this, "Guardrails", {
      name: organization.guardrails,
      statements: guardrailPolicy(config),
      targets,
      dependsOn: [access.ready],
    });
  }
}
