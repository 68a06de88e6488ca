import { planStacks } from "../../config/stack-plan";
import { allResources } from "../../invariants/judging";
import { policySize } from "../../invariants/rules/policy-size";
import { scopesOf } from "../../proof/scope";
import { manyWorkloads, ORGANIZATION, organizationConfig } from "../support/example";
import { synthesizedStack } from "../support/synthesized";

/** The names of most characters, in two regions, with guardrails. */
const organizationOf = (accounts: number) =>
  organizationConfig({
    prefix: "a".repeat(24),
    homeRegion: "ap-southeast-1",
    furtherRegions: ["us-east-1"],
    deploymentRole: "D".repeat(64),
    organization: {
      ...ORGANIZATION,
      id: `o-${"a".repeat(32)}`,
      guardrailTargets: [ORGANIZATION.rootId],
    },
    workloads: manyWorkloads(accounts),
  });

const alone = organizationOf(1);
const amongMany = organizationOf(1_000);
/** Of the central accounts, and of the workload that both have. */
const NAMES = planStacks(alone).map(({ name }) => name);

const stacks = NAMES.map((name) => ({ ...synthesizedStack(amongMany, name), file: name }));

test("a thousand accounts have the same central stacks as one, and a stack each of the same kind", () => {
  const names = planStacks(amongMany).map(({ name }) => name);

  expect(names).toEqual(expect.arrayContaining(NAMES));
  expect(names.length - NAMES.length).toBe(999 * 2);
});

test.each(NAMES)("%s is byte for byte the same for one account as for a thousand", (name) => {
  const [one, many] = [alone, amongMany].map((config) => synthesizedStack(config, name).json);

  expect(JSON.stringify(many)).toBe(JSON.stringify(one));
});

test("every policy of theirs is as short as AWS wants it", () => {
  const first = { ...amongMany, workloads: amongMany.workloads.slice(0, 1) };
  const judged = [...scopesOf(first, stacks)].flatMap((scope) => policySize.judge(scope));

  expect(judged.length).toBeGreaterThan(20);
  expect(judged.filter(({ fault }) => fault !== undefined)).toEqual([]);
});

test("an account that Macie must be told of is the one thing more in the audit account", () => {
  const stack = "audit-organization";
  const resourcesWith = (members: number) => {
    const config = organizationConfig({
      workloads: manyWorkloads(1),
      organization: {
        ...ORGANIZATION,
        macieMembers: manyWorkloads(members).map(({ accountId }) => ({
          accountId,
          email: `${accountId}@example.com`,
        })),
      },
    });
    const [scope] = scopesOf(config, [{ ...synthesizedStack(config, stack), file: stack }]);
    return (scope ? allResources(scope) : []).map(({ type }) => type).sort();
  };

  const all = resourcesWith(1_000);
  const others = all.filter((type) => type !== "aws_macie2_member");

  expect(all.length - others.length).toBe(1_000);
  expect(others).toEqual(resourcesWith(0));
});
