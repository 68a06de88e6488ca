import { ORGANIZATION_STACK } from "../../config/names";
import type { Organization } from "../../config/organization-schema";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import {
  GUARDRAIL_POLICY_TYPE,
  policyTypes,
  TRUSTED_SERVICES,
  trustedServices,
} from "../../config/trusted-services";
import { marked } from "../../proof/model/marks";
import { blocksOf, type Resource, whereOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { blocksIn } from "../blocks";
import type { Invariant, Judged } from "../invariant";
import { type Fault, judged, ofShared, ownResources, together, unless } from "../judging";
import { eachWanted, type Wanted } from "../wanted";

const FOUND = "data.aws_organizations_organization";

/** What a plan must find, in Terraform's language, by what isn't asked where it is missing. */
const conditionsOf = ({
  id,
  guardrailTargets,
}: Organization): Readonly<Record<string, string>> => ({
  [`whether the organization is ${id}`]: `self.id == "${id}"`,
  ...Object.fromEntries(
    TRUSTED_SERVICES.map((service) => [
      `whether it trusts ${service}`,
      `contains(self.aws_service_access_principals, "${service}")`,
    ]),
  ),
  ...(guardrailTargets.length > 0 && {
    "whether it takes service control policies": `contains(flatten(self.roots[*].policy_types[*].type), "${GUARDRAIL_POLICY_TYPE}")`,
  }),
});

function unasked(found: Resource, organization: Organization): Fault {
  const asked = blocksOf(found, "lifecycle")
    .flatMap((lifecycle) => blocksIn(lifecycle, "postcondition"))
    .map(({ condition }) => condition);
  return together(
    Object.entries(conditionsOf(organization)).map(([what, condition]) =>
      unless(asked.includes(marked(condition)), `no plan asks ${what}`),
    ),
  );
}

/** Enabled by hand: the plan looks it up, and fails while something is missing. */
function foundBy(scope: Scope, organization: Organization): readonly Judged[] {
  const found = ownResources(scope, FOUND).filter(({ stack }) => stack.name === ORGANIZATION_STACK);
  return found.length === 0
    ? [{ where: ORGANIZATION_STACK, fault: `it has no ${FOUND}` }]
    : found.map((one) => judged(whereOf(one), () => unasked(one, organization)));
}

/** Managed here: the organization itself, which no plan destroys. */
function managedIn({ organization }: WardenConfig, planned: PlannedStack): readonly Wanted[] {
  const isHome = planned.kind === "organization" && planned.scope === "home";
  if (!isHome || !organization || organization.trustedAccess === "by-hand") return [];
  const { trustedAccess } = organization;
  const as = {
    aws_service_access_principals: trustedServices(trustedAccess),
    enabled_policy_types: policyTypes(trustedAccess, organization),
    feature_set: "ALL",
    "lifecycle.prevent_destroy": true,
  };
  return [{ type: "aws_organizations_organization", as }];
}

export const servicesTrusted: Invariant = {
  id: "services-trusted",
  title: "The organization trusts the security services, or no plan passes",
  why: "A service that isn't trusted can't be delegated: half of an apply would stand.",
  judge: ofShared((scope) => {
    const { organization } = scope.config;
    return organization?.trustedAccess === "by-hand"
      ? foundBy(scope, organization)
      : eachWanted(managedIn)(scope);
  }),
};
