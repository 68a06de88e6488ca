import { Organization } from "../../emulator/organization";

const management = "999999999999";
const inUnit = "222222222222";
const outside = "333333333333";

function organizationWith(target: string) {
  const organization = new Organization({
    id: "o-a1b2c3d4e5",
    rootId: "r-ab12",
    managementAccountId: management,
    accountIds: [inUnit, outside],
    units: { "ou-ab12-workloads1": [inUnit] },
  });
  organization.policies.types.add("SERVICE_CONTROL_POLICY");
  const policy = { id: "p-1", name: "guardrails", description: "", tags: {} };
  organization.policies.put({ ...policy, content: '{"Statement":[]}' });
  organization.policies.at(target)?.add("p-1");
  return organization;
}

const limits = (organization: Organization, accountId: string) =>
  organization
    .limitsOf({ accountId, arn: `arn:aws:iam::${accountId}:role/admin` })
    .filter(({ policies }) => policies.some(({ name }) => name === "guardrails"))
    .map(({ id }) => id);

test("a policy at a unit limits the unit's accounts, and no others", () => {
  const organization = organizationWith("ou-ab12-workloads1");

  expect(limits(organization, inUnit)).toEqual(["ou-ab12-workloads1"]);
  expect(limits(organization, outside)).toEqual([]);
  expect(limits(organization, management)).toEqual([]);
});

test("a policy at the root limits every account but the management account", () => {
  const organization = organizationWith("r-ab12");

  expect(limits(organization, inUnit)).toEqual(["r-ab12"]);
  expect(limits(organization, outside)).toEqual(["r-ab12"]);
  expect(limits(organization, management)).toEqual([]);
});

test("a unit that isn't there takes no policy", () => {
  expect(organizationWith("r-ab12").policies.at("ou-ab12-others123")).toBeUndefined();
});
