/** What a run costs. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system, of all processes. */
  readonly cpuSeconds: number;
  /** 2^20 bytes, resident in all processes at the same time. */
  readonly peakMegabytes: number;
}

/** Medians of several runs, one figure at a time. */
export type MedianCost<Figures> = Figures & {
  /** Highest less lowest, as a share of the median; missing after a single run. */
  readonly spread?: Figures;
};

export function medianCost<Figures extends Readonly<Record<keyof Figures, number>>>(
  runs: readonly Figures[],
): MedianCost<Figures> {
  const median = byFigure(runs, middle);
  return runs.length > 1 ? { ...median, spread: byFigure(runs, spread) } : median;
}

function byFigure<Figures extends Readonly<Record<keyof Figures, number>>>(
  runs: readonly Figures[],
  of: (values: readonly number[]) => number,
): Figures {
  const names = Object.keys(runs[0] ?? {}) as (keyof Figures)[];
  const values = names.map((name) => [name, of(runs.map((run) => run[name]))]);
  return Object.fromEntries(values) as Figures;
}

/** Of an even number of values: halfway between the two in the middle. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (index: number) => sorted[Math.floor(index)] ?? NaN;
  return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
}

const spread = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / middle(values);
