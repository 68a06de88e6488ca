import { growthIn, synthJson, synthTables } from "../../../bench/synth/report";
import { differences } from "../../../bench/synth/compare";
import { cost, resultWith } from "./results";

const machine = { cores: 2, memoryGigabytes: 23, node: "20.19.0", load: 1.25 };
const anchors = { template: { cost: cost(8), identical: true } };
const small = resultWith(1, [2], anchors);
const large = resultWith(1000, [20.04], { cdktf: { failed: "out of memory" } });
const reportOf = (...results: (typeof small)[]) => ({
  machine,
  results,
  growth: growthIn(results),
});

test("the JSON of one size is its figures at the top, as the contract has them", () => {
  const json = JSON.parse(synthJson(reportOf(small))) as object;

  expect(json).toMatchObject({ accounts: 1, ...cost(2), bytes: 1000, machine });
  expect(json).toHaveProperty("anchors.template.ratio.cpuSeconds", 0.25);
  expect(json).not.toHaveProperty("growth");
});

test("the JSON of several sizes has their growth", () => {
  const json = JSON.parse(synthJson(reportOf(small, large))) as object;

  expect(json).toMatchObject({ results: [{ accounts: 1 }, { accounts: 1000 }], machine });
  expect(json).toHaveProperty("growth.wallSeconds.perAccount", 18.04 / 999);
});

test("the table has a column for each size, and no row for what wasn't measured", () => {
  const table = synthTables(reportOf(small, large));
  const row = (name: string) => table.split("\n").find((line) => line.startsWith(`${name}  `));

  expect(row("workload accounts")).toMatch(/ 1 +1,000$/);
  expect(row("wall")).toMatch(/2\.00 s +20\.0 s$/);
  expect(row("ours to template, processor")).toMatch(/0\.25 +-$/);
  expect(row("cdktf synth, same bytes")).toMatch(/- +failed$/);
  expect(table).not.toContain("floor");
  expect(table).toContain("2 cores, 23 GB, Node 20.19.0, load 1.3 before the start");
});

test("several sizes are told with their growth, one without", () => {
  expect(synthTables(reportOf(small, large))).toMatch(
    /\ncpuSeconds +1\.98 s +0\.0181 s +1\.0000 +-\n/,
  );
  expect(synthTables(reportOf(small))).not.toContain("growth");
});

test("a comparison names what got worse", () => {
  const after = { ...small, bytes: 1200 };
  const comparison = differences([small], [after]);

  expect(synthTables({ ...reportOf(after), comparison })).toContain(
    "Worse by more than the noise seen: bytes of 1 accounts.",
  );
  expect(synthTables({ ...reportOf(after), comparison: [] })).toContain("No size is in both");
});
