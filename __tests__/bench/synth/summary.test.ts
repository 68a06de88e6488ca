import { isAllIdentical, resultOf } from "../../../bench/synth/summary";
import { cost, resultWith, roundOf } from "./results";

const template = (wall: number, identical = true) => ({
  template: { cost: cost(wall, wall * 2, 400), identical },
});

test("the figures are medians, and the bytes are those of a run", () => {
  const result = resultWith(10, [4, 2, 3]);

  expect(result).toMatchObject({ accounts: 10, runs: 3, stacks: 3, bytes: 1000, ...cost(3) });
  expect(result.again).toEqual({ ...cost(1), spread: cost(0, 0, 0), identical: true });
  expect(result.anchors).toEqual({});
});

test("ratios are ours to the anchor's medians", () => {
  const floors = [0.5, 0.4, 1].map((wallSeconds) => ({ wallSeconds, cpuSeconds: 0.1 }));
  const rounds = floors.map((floor, index) => roundOf({ ...template(8 + index), floor }));
  const { anchors } = resultOf({ accounts: 1, regions: [] }, rounds);

  expect(anchors.template).toMatchObject({
    wallSeconds: 9,
    ratio: { wallSeconds: 2 / 9, cpuSeconds: 2 / 18, peakMegabytes: 0.25 },
  });
  expect(anchors.floor?.ratio).toEqual({ wallSeconds: 4, cpuSeconds: 20 });
});

test("an anchor that failed once has no figures", () => {
  const rounds = [roundOf(template(8)), roundOf({ template: { failed: "out of memory" } })];
  const result = resultOf({ accounts: 1, regions: [] }, rounds);

  expect(result.anchors.template).toEqual({ failed: "out of memory" });
  expect(isAllIdentical(result)).toBe(false);
});

test.each([
  ["all wrote the same bytes", true, [template(8), template(8)]],
  ["nothing was asked for", true, [{}]],
  ["an anchor wrote other bytes in one run", false, [template(8), template(8, false)]],
  [
    "the second synth changed something",
    false,
    [{ again: { cost: cost(1), identical: false } }, {}],
  ],
])("%s: %s", (_, expected, changes) => {
  const result = resultOf(
    { accounts: 1, regions: [] },
    changes.map((change) => roundOf(change)),
  );

  expect(isAllIdentical(result)).toBe(expected);
});
