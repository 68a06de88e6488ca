import { readFileSync } from "node:fs";
import { z } from "zod";
import { BadInput } from "../../cli/bad-input";
import type { SynthResult } from "./summary";

const cost = z.object({
  wallSeconds: z.number(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});
const figures = cost.extend({ spread: cost.optional() });
const earlierResult = figures.extend({
  accounts: z.number(),
  regions: z.array(z.string()),
  bytes: z.number(),
  again: figures,
});
const earlierReport = z.union([
  z.object({ results: z.array(earlierResult) }).transform(({ results }) => results),
  earlierResult.transform((result) => [result]),
]);

/** What a comparison needs of a result. */
export type Comparable = Pick<
  SynthResult,
  "accounts" | "regions" | "bytes" | "wallSeconds" | "cpuSeconds" | "peakMegabytes" | "spread"
> & { readonly again: Omit<SynthResult["again"], "identical"> };

/** @throws BadInput for a file that `--json` didn't write */
export function readEarlier(file: string): readonly Comparable[] {
  try {
    return earlierReport.parse(JSON.parse(readFileSync(file, "utf8"))) as Comparable[];
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? "not what --json prints" : reasonOf(cause);
    throw new BadInput(`--compare ${file}: ${problem}`, { cause });
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

const FIGURES = ["wallSeconds", "cpuSeconds", "peakMegabytes"] as const;

export interface Difference {
  readonly accounts: number;
  /** `cpuSeconds`, `again.cpuSeconds` */
  readonly figure: string;
  readonly before: number;
  readonly after: number;
  /** After to before. */
  readonly ratio: number;
  /**
   * `same`: a change within the noise, which is the widest spread that any size of either result
   * shows for this figure. `unknown`: no size was run more than once.
   */
  readonly verdict: "better" | "same" | "worse" | "unknown";
}

/** Of the sizes that both results have, figure by figure. */
export function differences(
  before: readonly Comparable[],
  after: readonly Comparable[],
): readonly Difference[] {
  const noise = noiseIn([...before, ...after]);
  return after.flatMap((result) => {
    const earlier = before.find((one) => sizeOf(one) === sizeOf(result));
    if (!earlier) return [];
    const values = figuresOf(earlier);
    return Object.entries(figuresOf(result)).map(([figure, value]) =>
      difference({
        accounts: result.accounts,
        figure,
        before: values[figure] ?? NaN,
        after: value,
        noise: noise[figure],
      }),
    );
  });
}

const sizeOf = ({ accounts, regions }: Comparable): string => [accounts, ...regions].join();

const figuresOf = (result: Comparable): Readonly<Record<string, number>> => ({
  ...Object.fromEntries(FIGURES.map((name) => [name, result[name]])),
  ...Object.fromEntries(FIGURES.map((name) => [`again.${name}`, result.again[name]])),
  bytes: result.bytes,
});

/** The same program writes the same bytes each time. */
const NO_NOISE = { bytes: 0 };

function noiseIn(results: readonly Comparable[]): Readonly<Record<string, number | undefined>> {
  const widest = (spreads: readonly (number | undefined)[]) => {
    const seen = spreads.filter((spread) => spread !== undefined);
    return seen.length > 0 ? Math.max(...seen) : undefined;
  };
  const rows = FIGURES.flatMap((name) => [
    [name, widest(results.map(({ spread }) => spread?.[name]))] as const,
    [`again.${name}`, widest(results.map(({ again }) => again.spread?.[name]))] as const,
  ]);
  return { ...Object.fromEntries(rows), ...NO_NOISE };
}

type Change = Omit<Difference, "ratio" | "verdict"> & { readonly noise: number | undefined };

function difference({ noise, ...change }: Change): Difference {
  const ratio = change.after / change.before;
  return { ...change, ratio, verdict: verdictOn(ratio, noise) };
}

function verdictOn(ratio: number, noise: number | undefined): Difference["verdict"] {
  if (noise === undefined) return "unknown";
  if (ratio > 1 + noise) return "worse";
  // A share of what it was after: nothing falls by more than all of it.
  return ratio < 1 / (1 + noise) ? "better" : "same";
}
