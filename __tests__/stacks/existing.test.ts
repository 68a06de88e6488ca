import { existingChecks } from "../../config/existing-checks";
import { type ExistingInRegion, LINKED_SERVICES } from "../../config/existing-schema";
import { type WardenInput } from "../../config/schema";
import { exampleConfig, exampleInput, exampleWorkload } from "../support/example";
import { synthesized } from "../support/synthesized";

const HOME = "us-east-1";
const FURTHER = "eu-west-1";

const RESOURCES: Readonly<Record<keyof ExistingInRegion, string>> = {
  recorder: "aws_config_configuration_recorder",
  detector: "aws_guardduty_detector",
  securityHub: "aws_securityhub_account",
  findingAggregator: "aws_securityhub_finding_aggregator",
  macie: "aws_macie2_account",
};

const everythingHere: ExistingInRegion = {
  recorder: "leave",
  detector: "leave",
  securityHub: "leave",
  findingAggregator: "leave",
  macie: "leave",
};
const everything = {
  linkedRoles: Object.fromEntries(LINKED_SERVICES.map((service) => [service, "leave" as const])),
  regions: { [HOME]: everythingHere, [FURTHER]: everythingHere },
};

const MEMBERSHIPS: readonly Partial<WardenInput>[] = [
  { membership: "invitation" },
  {
    membership: "organization",
    organization: { id: "o-abcdefghij", rootId: "r-abcd", managementAccountId: "999999999999" },
  },
];

const ACCOUNTS = { audit: "auditAccount", workload: "workloads[0]" } as const;

/** Every setting by its path, such as `workloads[0].existing.linkedRoles.macie`. */
const SETTINGS = Object.values(ACCOUNTS).flatMap((account) => [
  ...LINKED_SERVICES.map((service) => `${account}.existing.linkedRoles.${service}`),
  ...[HOME, FURTHER].flatMap((region) =>
    Object.keys(RESOURCES).map((name) => `${account}.existing.regions.${region}.${name}`),
  ),
]);

function accepted(membership: Partial<WardenInput>): string[] {
  const refused = existingChecks({
    ...exampleInput({ ...membership, furtherRegions: [FURTHER] }),
    auditAccount: { existing: everything },
    workloads: [{ existing: everything }],
  }).map(({ path }) => path);
  return SETTINGS.filter((path) => !refused.includes(path));
}

/** Those that a stack acts upon. */
function built(membership: Partial<WardenInput>): string[] {
  const config = exampleConfig({ ...membership, furtherRegions: [FURTHER] });
  const stacks = synthesized({
    ...config,
    auditAccount: { ...config.auditAccount, existing: everything },
    workloads: config.workloads.map((workload) => ({ ...workload, existing: everything })),
  });
  const found = stacks.flatMap(({ kind, region, json }) => {
    const { removed = [] } = json as { readonly removed?: readonly { readonly from: string }[] };
    const account = ACCOUNTS[kind === "workload" ? "workload" : "audit"];
    return removed.flatMap(({ from }) => settingOf(from, `${account}.existing`, region));
  });
  return SETTINGS.filter((path) => found.includes(path));
}

function settingOf(address: string, account: string, region: string): string[] {
  const role = /^aws_iam_service_linked_role\.LinkedRoles_([a-z]+)_/.exec(address)?.[1];
  if (role !== undefined) return [`${account}.linkedRoles.${role}`];
  return Object.entries(RESOURCES)
    .filter(([, type]) => address.startsWith(`${type}.`))
    .map(([name]) => `${account}.regions.${region}.${name}`);
}

test.each(MEMBERSHIPS)(
  "what an account had may be named exactly where a stack acts upon it: $membership",
  (membership) => {
    const settings = built(membership);

    expect(settings.length).toBeGreaterThan(5);
    expect(accepted(membership)).toEqual(settings);
  },
);

test("a workload's stack in a further region sees that region's settings only", () => {
  const existing = { regions: { [HOME]: { detector: "leave" as const } } };
  const workloads = [exampleWorkload({ existing })];
  const stacks = synthesized(exampleConfig({ workloads, furtherRegions: [FURTHER] }));
  const withDetector = stacks
    .filter(({ json }) => "aws_guardduty_detector" in json.resource)
    .map(({ name }) => name);

  expect(withDetector).toContain("workload-payments-eu-west-1");
  expect(withDetector).not.toContain("workload-payments");
});
