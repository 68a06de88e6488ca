import type { WritingCost } from "./floor";
import { type Cost, medianCost, type MedianCost } from "./medians";

export interface Size {
  /** Workload accounts. */
  readonly accounts: number;
  /** Further ones. */
  readonly regions: readonly string[];
}

/** `identical`: wrote the same files as ours, byte for byte. */
export type Outcome =
  { readonly cost: Cost; readonly identical: boolean } | { readonly failed: string };

/** Everything once, one after the other, so that what else the machine does meets all of them. */
export interface Round {
  readonly bytes: number;
  readonly stacks: number;
  /** Into an empty folder. */
  readonly cold: Cost;
  /** Once more into the same. */
  readonly again: { readonly cost: Cost; readonly identical: boolean };
  readonly template?: Outcome;
  readonly cdktf?: Outcome;
  readonly floor?: WritingCost;
}

/** `ratio`: ours to the anchor's, figure by figure. */
type Beside<Figures> = MedianCost<Figures> & { readonly ratio: Figures };

type Measured<Figures> = Figures & { readonly identical: boolean };

export type ProgramResult = Measured<Beside<Cost>> | { readonly failed: string };

export interface SynthResult extends MedianCost<Cost>, Size {
  readonly stacks: number;
  readonly runs: number;
  /** Of all files written. */
  readonly bytes: number;
  readonly again: Measured<MedianCost<Cost>>;
  readonly anchors: {
    readonly template?: ProgramResult;
    readonly cdktf?: ProgramResult;
    readonly floor?: Beside<WritingCost>;
  };
}

export function resultOf(size: Size, rounds: readonly Round[]): SynthResult {
  const [{ stacks, bytes } = { stacks: 0, bytes: 0 }] = rounds;
  const ours = medianCost(rounds.map(({ cold }) => cold));
  const outcomes = (name: "template" | "cdktf") => rounds.flatMap((round) => round[name] ?? []);
  const floors = rounds.flatMap(({ floor }) => floor ?? []);
  return {
    ...size,
    stacks,
    runs: rounds.length,
    ...ours,
    bytes,
    again: {
      ...medianCost(rounds.map(({ again }) => again.cost)),
      identical: rounds.every(({ again }) => again.identical),
    },
    anchors: {
      ...named("template", programResult(ours, outcomes("template"))),
      ...named("cdktf", programResult(ours, outcomes("cdktf"))),
      ...named("floor", beside<WritingCost>(ours, floors)),
    },
  };
}

/** All wrote what ours wrote. */
export const isAllIdentical = ({ again, anchors: { template, cdktf } }: SynthResult): boolean =>
  [again, template, cdktf].every(
    (one) => one === undefined || ("identical" in one && one.identical),
  );

/** One run that failed spoils the median. */
function programResult(ours: Cost, outcomes: readonly Outcome[]): ProgramResult | undefined {
  const failed = outcomes.find((outcome) => "failed" in outcome);
  if (failed) return failed;
  const done = outcomes.flatMap((outcome) => ("cost" in outcome ? outcome : []));
  const figures = beside<Cost>(
    ours,
    done.map(({ cost }) => cost),
  );
  return figures && { ...figures, identical: done.every(({ identical }) => identical) };
}

function beside<Figures extends Readonly<Record<keyof Figures, number>>>(
  ours: Figures,
  runs: readonly Figures[],
): Beside<Figures> | undefined {
  if (runs.length === 0) return undefined;
  const theirs = medianCost(runs);
  const figures = Object.keys(runs[0] ?? {}) as (keyof Figures)[];
  const ratio = Object.fromEntries(figures.map((name) => [name, ours[name] / theirs[name]]));
  return { ...theirs, ratio: ratio as Figures };
}

const named = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
