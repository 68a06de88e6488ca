import { stackDependencies } from "../../config/stack-dependencies";
import { type PlannedStack, planStacks } from "../../config/stack-plan";
import { exampleConfig } from "../support/example";

const organization = {
  id: "o-abcdefghij",
  rootId: "r-abcd",
  managementAccountId: "999999999999",
};

const planOf = (changes: Parameters<typeof exampleConfig>[0]): readonly PlannedStack[] =>
  planStacks(exampleConfig(changes));

/** All that must be applied before, however far back. */
const before = (
  name: string,
  dependencies: ReadonlyMap<string, readonly string[]>,
): readonly string[] =>
  (dependencies.get(name) ?? []).flatMap((one) => [one, ...before(one, dependencies)]);

test("a workload needs the audit account's stack, and nothing else by invitation", () => {
  const dependencies = stackDependencies(planOf({}));

  expect(dependencies.get("audit")).toEqual([]);
  expect(dependencies.get("workload-payments")).toEqual(["audit"]);
});

test("a workload's further region needs its own account's stack, and no other workload's", () => {
  const plan = planOf({
    membership: "organization",
    organization,
    furtherRegions: ["eu-west-1", "eu-north-1"],
  });
  const dependencies = stackDependencies(plan);

  expect(dependencies.get("workload-payments-eu-west-1")).toEqual(["workload-payments"]);
  expect(dependencies.get("workload-payments")).toEqual([
    "audit-organization",
    "audit-organization-eu-west-1",
    "audit-organization-eu-north-1",
  ]);
});

test("whoever keeps to the dependencies keeps to the waves of the stacks that accounts share", () => {
  const plan = planOf({
    membership: "organization",
    organization,
    furtherRegions: ["eu-west-1"],
  });
  const dependencies = stackDependencies(plan);
  const shared = plan.filter(({ kind }) => kind !== "workload");

  for (const { name, wave } of plan) {
    const earlier = shared.filter((stack) => stack.wave < wave).map((stack) => stack.name);
    expect(before(name, dependencies)).toEqual(expect.arrayContaining(earlier));
  }
});
