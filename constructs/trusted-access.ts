import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { type ITerraformDependable, type Postcondition } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "./adoption";
import type { Organization } from "../config/organization-schema";
import {
  GUARDRAIL_POLICY_TYPE,
  policyTypes,
  TRUSTED_SERVICES,
  trustedServices,
} from "../config/trusted-services";

/** The organization lets the security services in: made so, or found so, or the plan fails. */
export class TrustedAccess extends Construct {
  /** What needs the services' trust, or policies, waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, organization: Organization) {
    super(scope, id);
    this.ready =
      organization.trustedAccess === "by-hand"
        ? this.find(organization)
        : this.manage(organization, organization.trustedAccess);
  }

  private find(organization: Organization): ITerraformDependable {
    return new DataAwsOrganizationsOrganization(this, "Found", {
      lifecycle: { postcondition: postconditions(organization) },
    });
  }

  /** The organization exists: it is imported, and never destroyed. */
  private manage(
    organization: Organization,
    trustedAccess: Exclude<Organization["trustedAccess"], "by-hand">,
  ): ITerraformDependable {
    const managed = new OrganizationsOrganization(this, "Resource", {
      featureSet: "ALL",
      awsServiceAccessPrincipals: trustedServices(trustedAccess),
      enabledPolicyTypes: policyTypes(trustedAccess, organization),
      lifecycle: { preventDestroy: true },
    });
    adopt(managed, organization.id);
    return managed;
  }
}

/** Each says what is missing, and the command that mends it. */
function postconditions({ id, rootId, guardrailTargets }: Organization): Postcondition[] {
  const isOurs = expect(
    `self.id == "${id}"`,
    `This account's organization isn't ${id}, which organization.id names.`,
  );
  const areTrusted = TRUSTED_SERVICES.map((service) =>
    expect(
      `contains(self.aws_service_access_principals, "${service}")`,
      `The organization doesn't trust ${service} yet. In the management account: ` +
        `aws organizations enable-aws-service-access --service-principal ${service}`,
    ),
  );
  if (guardrailTargets.length === 0) return [isOurs, ...areTrusted];
  const takesPolicies = expect(
    `contains(flatten(self.roots[*].policy_types[*].type), "${GUARDRAIL_POLICY_TYPE}")`,
    "The organization takes no service control policies yet. In the management account: " +
      `aws organizations enable-policy-type --root-id ${rootId} --policy-type ${GUARDRAIL_POLICY_TYPE}`,
  );
  return [isOurs, ...areTrusted, takesPolicies];
}

const expect = (expression: string, errorMessage: string): Postcondition => ({
  condition: `\${${expression}}`,
  errorMessage,
});
