import { parseConfig } from "../../config/load";
import { scheduleName, schedulesInUse } from "../../config/macie-schedule";
import { planStacks } from "../../config/stack-plan";
import { type WardenInput } from "../../config/schema";
import {
  exampleInput,
  exampleWorkload,
  manyWorkloads,
  ORGANIZATION,
  organizationConfig,
  organizationInput,
} from "../support/example";

const MANAGEMENT = ORGANIZATION.managementAccountId;
const AUDIT = "111111111111";
const PAYMENTS = "222222222222";

/** What the person reads, fault by fault. */
function faults(input: WardenInput): string[] {
  try {
    parseConfig("warden.config.ts", input);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n  ").slice(1);
  }
}

const withOrganization = (changes: object) =>
  organizationInput({ organization: { ...ORGANIZATION, ...changes } });

test("an organization's settings parse, and so does the committed example's kind of settings", () => {
  const member = { accountId: PAYMENTS, email: "payments@example.com" };

  expect(
    faults(
      withOrganization({
        macieMembers: [member],
        guardrailTargets: ["r-ab12", "ou-ab12-abcdefgh", PAYMENTS],
        trustedAccess: { otherServices: ["sso.amazonaws.com"], policyTypes: ["TAG_POLICY"] },
      }),
    ),
  ).toEqual([]);
});

test("membership and settings go together", () => {
  expect(faults(exampleInput({ membership: "organization" }))).toEqual([
    'organization: is missing: membership "organization" needs { id, rootId, managementAccountId }: aws organizations describe-organization',
  ]);
  expect(faults(exampleInput({ organization: ORGANIZATION }))).toEqual([
    'membership: these settings are for membership: "organization"; leave them out, or set that',
  ]);
  expect(
    faults(exampleInput({ membership: "invitation", organization: ORGANIZATION })),
  ).toHaveLength(1);
});

test("the management account has no other role", () => {
  expect(faults(withOrganization({ managementAccountId: AUDIT }))).toEqual([
    `organization.managementAccountId: the audit account is a member: the management account can't be its own organization's delegated administrator; got "${AUDIT}"`,
  ]);
  expect(faults(withOrganization({ managementAccountId: PAYMENTS }))).toEqual([
    `workloads[0].accountId: the management account (organization.managementAccountId) guards no bucket: no service control policy binds it; got "${PAYMENTS}"`,
  ]);
});

test("Macie's members are named once, and its administrator isn't one", () => {
  const member = (accountId: string) => ({ accountId, email: "a@example.com" });
  const macieMembers = [member(PAYMENTS), member(AUDIT), member(PAYMENTS)];

  expect(faults(withOrganization({ macieMembers }))).toEqual([
    `organization.macieMembers[1].accountId: the audit account is Macie's administrator, and no member; got "${AUDIT}"`,
    `organization.macieMembers[2].accountId: an account is a member once; macieMembers[0] has it already; got "${PAYMENTS}"`,
  ]);
});

test("guardrails are attached once, and not to whom they can't bind", () => {
  const guardrailTargets = ["r-ab12", MANAGEMENT, "r-ab12"];

  expect(faults(withOrganization({ guardrailTargets }))).toEqual([
    `organization.guardrailTargets[1]: no service control policy binds the management account; got "${MANAGEMENT}"`,
    'organization.guardrailTargets[2]: a policy is attached once; guardrailTargets[0] has it already; got "r-ab12"',
  ]);
});

test("faults of an organization are told together with those of its parts", () => {
  const input = withOrganization({ managementAccountId: AUDIT, macieMembers: ["222222222222"] });

  const told = faults(input);

  expect(told.some((fault) => fault.startsWith("organization.managementAccountId"))).toBe(true);
  expect(told.some((fault) => fault.startsWith("organization.macieMembers[0]"))).toBe(true);
});

test("a thousand accounts are not too many for an organization", () => {
  expect(faults(organizationInput({ workloads: manyWorkloads(1000) }))).toEqual([]);
  expect(faults(exampleInput({ workloads: manyWorkloads(1000) }))).not.toEqual([]);
});

test("there is a job for each schedule in use, and always a daily one", () => {
  const workload = exampleWorkload({ macieSchedule: { every: "month", on: 15 } });
  const other = exampleWorkload({
    name: "claims",
    accountId: "333333333333",
    bucketName: "acme-claims",
    macieSchedule: { every: "week", on: "MONDAY" },
  });

  const schedules = schedulesInUse(organizationConfig({ workloads: [workload, other] }));

  expect([...schedules.keys()]).toEqual(["day", "month-15", "week-MONDAY"]);
  expect([...schedules].every(([name, schedule]) => scheduleName(schedule) === name)).toBe(true);
});

test("each stack of an organization is applied once, after those that it needs", () => {
  const waves = planStacks(organizationConfig({ furtherRegions: ["eu-west-1"] })).map(
    ({ name, wave }) => `${wave} ${name}`,
  );

  expect(waves.map((line) => line.replace(/-eu-west-1$/, "+"))).toEqual([
    "1 audit",
    "2 audit+",
    "3 organization",
    "4 organization+",
    "5 audit-organization",
    "5 audit-organization+",
    "6 workload-payments",
    "7 workload-payments+",
  ]);
});
