import type { Cost } from "../../../bench/synth/medians";
import { resultOf, type Round, type SynthResult } from "../../../bench/synth/summary";

export const cost = (wallSeconds: number, cpuSeconds = wallSeconds, peakMegabytes = 100): Cost => ({
  wallSeconds,
  cpuSeconds,
  peakMegabytes,
});

export const roundOf = (changes: Partial<Round> = {}): Round => ({
  bytes: 1000,
  stacks: 3,
  cold: cost(2),
  again: { cost: cost(1), identical: true },
  ...changes,
});

/** One run for each wall time; processor time is the same. */
export const resultWith = (
  accounts: number,
  walls: readonly number[],
  changes: Partial<Round> = {},
): SynthResult =>
  resultOf(
    { accounts, regions: [] },
    walls.map((wall) => roundOf({ cold: cost(wall), ...changes })),
  );
