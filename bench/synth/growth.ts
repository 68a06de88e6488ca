/** One measured size. */
export interface Point {
  readonly accounts: number;
  readonly value: number;
}

/** `value = start + perAccount * accounts`, by least squares, and how well that describes it. */
export interface Growth {
  readonly start: number;
  readonly perAccount: number;
  /** 1: all points lie on the line. */
  readonly rSquared: number;
  /**
   * Of the power law that the larger half of the sizes follows, counted from the smallest size, so
   * that what a start costs doesn't hide in it. 1: linear, 2: quadratic. `null`: too few sizes, or no
   * growth.
   */
  readonly exponent: number | null;
}

/** `null` for fewer than two sizes. */
export function growthOf(points: readonly Point[]): Growth | null {
  if (new Set(points.map(({ accounts }) => accounts)).size < 2) return null;
  const line = leastSquares(points.map(({ accounts, value }) => [accounts, value]));
  return {
    start: line.start,
    perAccount: line.slope,
    rSquared: line.rSquared,
    exponent: exponentOf(points.toSorted((one, other) => one.accounts - other.accounts)),
  };
}

function exponentOf([smallest, ...larger]: readonly Point[]): number | null {
  if (!smallest) return null;
  const half = larger.slice(-Math.ceil((larger.length + 1) / 2));
  const grown = half.map(({ accounts, value }): Pair => [
    accounts - smallest.accounts,
    value - smallest.value,
  ]);
  if (grown.length < 2 || grown.some(([, value]) => value <= 0)) return null;
  return leastSquares(grown.map(([x, y]) => [Math.log(x), Math.log(y)])).slope;
}

type Pair = readonly [x: number, y: number];

function leastSquares(pairs: readonly Pair[]) {
  const mean = (of: (pair: Pair) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const slope = mean(([x, y]) => (x - meanX) * (y - meanY)) / mean(([x]) => (x - meanX) ** 2);
  const start = meanY - slope * meanX;
  const unexplained = mean(([x, y]) => (y - start - slope * x) ** 2);
  const total = mean(([, y]) => (y - meanY) ** 2);
  return { start, slope, rSquared: total === 0 ? 1 : 1 - unexplained / total };
}
