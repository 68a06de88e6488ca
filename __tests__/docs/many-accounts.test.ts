import { readFileSync } from "node:fs";
import { stackRows } from "../../cli/stacks/rows";
import { planStacks } from "../../config/stack-plan";
import { exampleConfig } from "../support/example";

const guide = readFileSync("docs/many-accounts.md", "utf8");

test("the guide tells of every value that `warden stacks --json` prints, in its order, and of no other", () => {
  const [, table = ""] = /\| In each object[^\n]*\n[^\n]*\n([\s\S]*?)\n\n/.exec(guide) ?? [];
  const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key);
  const [row] = stackRows(planStacks(exampleConfig()));

  expect(told).toEqual(Object.keys(row ?? {}));
});
