import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { differences, readEarlier } from "../../../bench/synth/compare";
import { synthJson } from "../../../bench/synth/report";
import { cost, resultWith } from "./results";

const folder = mkdtempSync(path.join(tmpdir(), "warden-compare-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const verdicts = (...parameters: Parameters<typeof differences>) =>
  Object.fromEntries(
    differences(...parameters).map(({ figure, accounts, verdict }) => [
      `${accounts} ${figure}`,
      verdict,
    ]),
  );

test("a change beyond the widest spread seen is told, one within isn't", () => {
  const before = [resultWith(1, [1, 1, 1.1]), resultWith(10, [10, 10, 10])];
  const changed = (wall: number) => verdicts(before, [resultWith(10, [wall])])["10 wallSeconds"];

  expect([8.9, 9.1, 10.9, 11.1].map(changed)).toEqual(["better", "same", "same", "worse"]);
});

test("runs that differ by more than their median hide no gain of many times", () => {
  const before = [resultWith(10, [10, 5, 20])];
  const changed = (wall: number) => verdicts(before, [resultWith(10, [wall])])["10 wallSeconds"];

  expect([3.9, 4.1, 24.9, 25.1].map(changed)).toEqual(["better", "same", "same", "worse"]);
});

test("the spread of the later result counts as well", () => {
  const before = [resultWith(10, [10, 10])];

  expect(verdicts(before, [resultWith(10, [11, 14])])["10 wallSeconds"]).toBe("worse");
  expect(verdicts(before, [resultWith(10, [11, 14, 10])])["10 wallSeconds"]).toBe("same");
});

test("after single runs nobody knows the noise, but bytes have none", () => {
  const after = resultWith(10, [20], { bytes: 1001 });

  expect(verdicts([resultWith(10, [10])], [after])).toMatchObject({
    "10 wallSeconds": "unknown",
    "10 again.cpuSeconds": "unknown",
    "10 bytes": "worse",
  });
});

test("the second synth is compared with the second synth", () => {
  const slow = { again: { cost: cost(4), identical: true } };
  const found = differences([resultWith(1, [2])], [resultWith(1, [2], slow)]);

  expect(found.find(({ figure }) => figure === "again.wallSeconds")).toMatchObject({
    before: 1,
    after: 4,
    ratio: 4,
  });
});

test("only what was measured alike is compared", () => {
  const inTwoRegions = { ...resultWith(1, [1]), regions: ["eu-west-1"] };

  expect(differences([resultWith(10, [1]), inTwoRegions], [resultWith(1, [1])])).toEqual([]);
});

const machine = { cores: 2, memoryGigabytes: 23, node: "20.19.0", load: 0 };
const growth = { wallSeconds: null, cpuSeconds: null, peakMegabytes: null, bytes: null };

test.each([
  ["one size", [resultWith(1, [1, 2])]],
  ["several", [resultWith(1, [1]), resultWith(10, [2])]],
])("the JSON of %s is read again", (_, results) => {
  const file = path.join(folder, `${results.length}.json`);
  writeFileSync(file, synthJson({ machine, results, growth }));

  const read = readEarlier(file);

  expect(differences(read, results)).toHaveLength(7 * results.length);
  expect(differences(read, results).every(({ ratio }) => ratio === 1)).toBe(true);
  expect(read.map(({ spread }) => spread)).toEqual(results.map(({ spread }) => spread));
});

test.each([
  ["isn't there", undefined, "ENOENT"],
  ["is no JSON", "accounts: 1", "Unexpected token"],
  ["is another's", '{"accounts": 1}', "not what --json prints"],
])("an earlier result that %s is refused by name", (_, content, reason) => {
  const file = path.join(folder, "other.json");
  if (content !== undefined) writeFileSync(file, content);

  expect(() => readEarlier(file)).toThrow(`--compare ${file}: `);
  expect(() => readEarlier(file)).toThrow(reason);
});
