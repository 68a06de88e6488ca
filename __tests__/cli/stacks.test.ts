import { exitCodeOf } from "../../cli/ending";
import { stackRows, stacksText } from "../../cli/stacks/rows";
import { matchingStacks } from "../../config/only-stacks";
import { planStacks } from "../../config/stack-plan";
import { exampleConfig } from "../support/example";

const plan = planStacks(exampleConfig({ furtherRegions: ["eu-west-1"] }));

test("each stack is a row that a CI matrix can take: no value is left out or nested in objects", () => {
  const rows = stackRows(plan, plan, "out");

  expect(rows.map(({ name }) => name)).toEqual(plan.map(({ name }) => name));
  expect(rows.find(({ name }) => name === "workload-payments-eu-west-1")).toEqual({
    name: "workload-payments-eu-west-1",
    kind: "workload",
    accountId: "222222222222",
    region: "eu-west-1",
    wave: 4,
    directory: "out/stacks/workload-payments-eu-west-1",
    dependsOn: ["workload-payments"],
  });
});

test("stacks asked for name what they need, also where that isn't asked for", () => {
  const rows = stackRows(plan, matchingStacks(plan, ["payments"]), "out");

  expect(rows).toMatchObject([{ name: "workload-payments", dependsOn: ["audit-eu-west-1"] }]);
});

test("the table has each stack under the wave in which it is applied", () => {
  const lines = stacksText(stackRows(plan, plan, "out")).split("\n");

  expect(lines[0]).toMatch(/^ {2}STACK +KIND +ACCOUNT +REGION +DIRECTORY$/);
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  const order = [
    "Wave 1",
    "  audit ",
    "Wave 2",
    "  audit-eu-west-1 ",
    "Wave 3",
    "  workload-payments ",
  ];
  expect(order.map(at)).toEqual(order.map(at).toSorted((one, other) => one - other));
  expect(order.map(at)).not.toContain(-1);
  expect(lines.filter((line) => line.startsWith("Wave"))).toHaveLength(4);
});

test("a pattern that fits nothing is bad input, told in one message without a stack trace", () => {
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text) > 0 };
  const ask = () => matchingStacks(plan, ["paymints"]);

  expect(endOf(ask, output)).toBe(2);
  expect(said).toEqual([
    'no stack fits "paymints"; close to it: workload-payments; `warden stacks` lists all\n',
  ]);
});

function endOf(work: () => unknown, output: Parameters<typeof exitCodeOf>[1]): number | undefined {
  try {
    work();
  } catch (error) {
    return exitCodeOf(error, output);
  }
  return undefined;
}
