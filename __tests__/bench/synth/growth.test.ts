import { growthOf } from "../../../bench/synth/growth";

const SIZES = [1, 10, 100, 300, 1000];
const measured = (valueOf: (accounts: number) => number, sizes = SIZES) =>
  sizes.map((accounts) => ({ accounts, value: valueOf(accounts) }));

test("what is linear is found again, and a long start doesn't hide it", () => {
  const growth = growthOf(measured((accounts) => 40 + 0.03 * accounts));

  expect(growth?.start).toBeCloseTo(40);
  expect(growth?.perAccount).toBeCloseTo(0.03);
  expect(growth?.rSquared).toBeCloseTo(1);
  expect(growth?.exponent).toBeCloseTo(1);
});

test("sizes are counted from the smallest", () => {
  const growth = growthOf(measured((accounts) => 3 + accounts, [10, 20, 30]));

  expect(growth?.exponent).toBeCloseTo(1);
});

test("what is quadratic above 100 accounts shows in the exponent, and the line fits less well", () => {
  const growth = growthOf(measured((accounts) => 1 + 0.01 * accounts ** 2));

  expect(growth?.exponent).toBeCloseTo(2, 1);
  expect(growth?.rSquared).toBeLessThan(0.98);
});

test("small sizes have no say in the exponent", () => {
  const bent = growthOf(measured((accounts) => (accounts < 100 ? 1 + accounts / 7 : accounts)));

  expect(bent?.exponent).toBeCloseTo(1, 2);
});

test("the order of the sizes doesn't matter", () => {
  const points = measured((accounts) => 2 + accounts ** 1.5);

  expect(growthOf(points.toReversed())?.exponent).toBeCloseTo(growthOf(points)?.exponent ?? NaN);
});

test("two sizes make a line and no exponent, one makes neither", () => {
  expect(growthOf(measured((accounts) => accounts, [1, 10]))).toMatchObject({
    perAccount: 1,
    exponent: null,
  });
  expect(growthOf(measured((accounts) => accounts, [10, 10]))).toBeNull();
});

test("what doesn't grow has no exponent", () => {
  expect(growthOf(measured(() => 5))).toEqual({
    start: 5,
    perAccount: 0,
    rSquared: 1,
    exponent: null,
  });
});
