import type { WardenConfig } from "../../config/schema";
import { altered, committed, type Proven } from "../support/proof";
import { judgedBy } from "./spoiling";

const MANAGED = {
  aws_service_access_principals: [
    "cloudtrail.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
    "macie.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
  ],
  enabled_policy_types: ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
  feature_set: "ALL",
  lifecycle: { prevent_destroy: true },
};

/** The organization itself managed here, instead of looked up. */
function managing({ config, stacks }: Proven): Proven {
  const { organization } = config;
  if (!organization) throw new Error("the configuration has no organization");
  const trustedAccess = {
    otherServices: ["sso.amazonaws.com"],
    policyTypes: ["TAG_POLICY" as const],
  };
  const managed: WardenConfig = { ...config, organization: { ...organization, trustedAccess } };
  return { config: managed, stacks };
}

const judgedWith = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  const proven = altered(managing(committed("organization")), "organization", (json) => {
    json.resource.aws_organizations_organization = { Resource: given };
  });
  return judgedBy("services-trusted", proven)
    .filter(({ verdict }) => verdict !== "not-applicable")
    .map(({ verdict, because }) => [verdict, because].filter(Boolean).join(": "));
};

test("an organization that is managed here trusts our services and those that others use", () => {
  expect(judgedWith(MANAGED)).toEqual(["compliant"]);
});

test.each([
  ["aws_service_access_principals", ["macie.amazonaws.com"]],
  ["enabled_policy_types", ["TAG_POLICY"]],
  ["feature_set", "CONSOLIDATED_BILLING"],
  ["lifecycle", {}],
])("an organization that is managed here is faulty by another %s", (argument, value) => {
  const [verdict, ...others] = judgedWith({ ...MANAGED, [argument]: value });

  expect(verdict).toMatch(new RegExp(`^violating: ${argument}`));
  expect(others).toEqual([]);
});

test("an organization that is to be managed here, and isn't, is missing", () => {
  expect(judgedBy("services-trusted", managing(committed("organization")))).toContainEqual({
    rule: "services-trusted",
    where: "organization",
    verdict: "violating",
    because: "it has no aws_organizations_organization",
  });
});
