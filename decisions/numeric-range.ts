import { UnknownPattern } from "./unknown-pattern";

type Comparison = (left: number, right: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  "=": (left, right) => left === right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

const LIMIT = 5e9;

const isWithinLimits = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) <= LIMIT;

interface Bound {
  readonly sign: string;
  readonly number: number;
}

/**
 * `["=", 5]`, `[">=", 4]`, `[">", 0, "<=", 5]`: one comparison, or a lower and then an upper bound.
 * @throws UnknownPattern also for numbers beyond ±5 · 10⁹, which AWS doesn't compare
 */
export function numericRange(operand: unknown): readonly Bound[] {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const bounds = [parts.slice(0, 2), parts.slice(2)]
    .filter(({ length }) => length > 0)
    .map((pair) => boundOf(pair));
  const [first, second] = bounds;
  const isRange = first?.sign.startsWith(">") && second?.sign.startsWith("<");
  if (!first || (second && !(isRange && first.number < second.number))) {
    throw new UnknownPattern(`numeric ${JSON.stringify(operand)}`);
  }
  return bounds;
}

function boundOf(pair: readonly unknown[]): Bound {
  const [sign, number] = pair;
  const isKnown = typeof sign === "string" && sign in COMPARISONS && pair.length === 2;
  if (!isKnown || !isWithinLimits(number)) {
    throw new UnknownPattern(`numeric comparison ${JSON.stringify(pair)}`);
  }
  return { sign, number };
}

/** By value: 300 and 3.0e2 are the same number. */
export const isInRange = (bounds: readonly Bound[], value: number): boolean =>
  isWithinLimits(value) &&
  bounds.every(({ sign, number }) => COMPARISONS[sign]?.(value, number) === true);
