import { medianCost } from "../../../bench/synth/medians";

const cost = (wallSeconds: number, cpuSeconds: number) => ({ wallSeconds, cpuSeconds });

test("each figure is the median of its own", () => {
  const { wallSeconds, cpuSeconds } = medianCost([cost(9, 1), cost(10, 3), cost(2, 2)]);

  expect({ wallSeconds, cpuSeconds }).toEqual(cost(9, 2));
});

test("of two runs the median is halfway", () => {
  expect(medianCost([cost(1, 4), cost(2, 2)])).toMatchObject(cost(1.5, 3));
});

test("the spread is from lowest to highest, as a share of the median", () => {
  expect(medianCost([cost(8, 5), cost(10, 5), cost(14, 5)]).spread).toEqual(cost(0.6, 0));
});

test("a single run shows no spread", () => {
  expect(medianCost([cost(1, 2)])).toEqual(cost(1, 2));
});
