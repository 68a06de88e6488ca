import { aligned } from "../aligned";
import type { Difference } from "./compare";
import { type Growth, growthOf } from "./growth";
import type { ProgramResult, SynthResult } from "./summary";

export interface Machine {
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  /** Of the minute before the start: above 0 others were at work, and wall times say less. */
  readonly load: number;
}

export interface SynthReport {
  readonly machine: Machine;
  readonly results: readonly SynthResult[];
  /** For each figure, over the sizes. */
  readonly growth: Readonly<Record<GrowingFigure, Growth | null>>;
  readonly comparison?: readonly Difference[];
}

const GROWING = {
  wallSeconds: { unit: "s", digits: 2 },
  cpuSeconds: { unit: "s", digits: 2 },
  peakMegabytes: { unit: "MB", digits: 0 },
  bytes: { unit: "bytes", digits: 0 },
} as const;

type GrowingFigure = keyof typeof GROWING;
const GROWING_FIGURES = Object.keys(GROWING) as GrowingFigure[];

export const growthIn = (results: readonly SynthResult[]): SynthReport["growth"] =>
  Object.fromEntries(
    GROWING_FIGURES.map((figure) => [
      figure,
      growthOf(results.map((result) => ({ accounts: result.accounts, value: result[figure] }))),
    ]),
  ) as SynthReport["growth"];

/** One size: its result alone, with what it was measured on. */
export function synthJson({ machine, results, growth, comparison }: SynthReport): string {
  const [only, ...more] = results;
  const compared = comparison && { comparison };
  const report =
    more.length === 0
      ? { ...only, machine, ...compared }
      : { machine, results, growth, ...compared };
  return JSON.stringify(report, null, 2);
}

export function synthTables({ results, growth, comparison, machine }: SynthReport): string {
  const { cores, memoryGigabytes, node, load } = machine;
  return [
    aligned(resultRows(results)),
    ...(results.length > 1 ? [aligned(growthRows(growth))] : []),
    ...(comparison ? [aligned(comparisonRows(comparison)), [worseIn(comparison)]] : []),
    [
      `${cores} cores, ${memoryGigabytes} GB, Node ${node}, load ${load.toFixed(1)} before the start`,
    ],
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

type Cell = (result: SynthResult) => string;

const ROWS: readonly (readonly [name: string, cell: Cell])[] = [
  ["workload accounts", ({ accounts }) => whole(accounts)],
  ["stacks", ({ stacks }) => whole(stacks)],
  ["runs", ({ runs }) => whole(runs)],
  ["written", ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`],
  ["wall", ({ wallSeconds }) => seconds(wallSeconds)],
  ["processor", ({ cpuSeconds }) => seconds(cpuSeconds)],
  ["peak", ({ peakMegabytes }) => megabytes(peakMegabytes)],
  ["again, wall", ({ again }) => seconds(again.wallSeconds)],
  ["again, processor", ({ again }) => seconds(again.cpuSeconds)],
  ["again, same bytes", ({ again }) => yes(again.identical)],
  ...programRows("template", ({ anchors }) => anchors.template),
  ...programRows("cdktf synth", ({ anchors }) => anchors.cdktf),
  ["floor, wall", ({ anchors: { floor } }) => (floor ? seconds(floor.wallSeconds) : NONE)],
  ["floor, processor", ({ anchors: { floor } }) => (floor ? seconds(floor.cpuSeconds) : NONE)],
  ["ours to floor, wall", ({ anchors: { floor } }) => ratio(floor?.ratio.wallSeconds)],
];

function programRows(
  name: string,
  of: (result: SynthResult) => ProgramResult | undefined,
): readonly (readonly [string, Cell])[] {
  const cell =
    (show: (done: Exclude<ProgramResult, { failed: string }>) => string): Cell =>
    (result) => {
      const program = of(result);
      if (program === undefined) return NONE;
      return "failed" in program ? "failed" : show(program);
    };
  return [
    [`${name}, wall`, cell(({ wallSeconds }) => seconds(wallSeconds))],
    [`${name}, processor`, cell(({ cpuSeconds }) => seconds(cpuSeconds))],
    [`${name}, peak`, cell(({ peakMegabytes }) => megabytes(peakMegabytes))],
    [`${name}, same bytes`, cell(({ identical }) => yes(identical))],
    [`ours to ${name}, processor`, cell((done) => ratio(done.ratio.cpuSeconds))],
  ];
}

/** A column for each size; a row that no size has anything for is left out. */
const resultRows = (results: readonly SynthResult[]): string[][] =>
  ROWS.map(([name, cell]) => [name, ...results.map(cell)]).filter(([, ...cells]) =>
    cells.some((cell) => cell !== NONE),
  );

const growthRows = (growth: SynthReport["growth"]): string[][] => [
  ["growth", "at the start", "an account more", "R²", "exponent"],
  ...GROWING_FIGURES.map((figure) => {
    const { unit, digits } = GROWING[figure];
    const found = growth[figure];
    return [
      figure,
      found ? `${found.start.toFixed(digits)} ${unit}` : NONE,
      found ? `${found.perAccount.toPrecision(3)} ${unit}` : NONE,
      found ? found.rSquared.toFixed(4) : NONE,
      ratio(found?.exponent ?? undefined),
    ];
  }),
];

const comparisonRows = (comparison: readonly Difference[]): string[][] => [
  ["accounts", "figure", "before", "after", "ratio", "verdict"],
  ...comparison.map(({ accounts, figure, before, after, ratio: changed, verdict }) => [
    whole(accounts),
    figure,
    figureText(before),
    figureText(after),
    ratio(changed),
    verdict,
  ]),
];

function worseIn(comparison: readonly Difference[]): string {
  if (comparison.length === 0) return "No size is in both results.";
  const worse = comparison.filter(({ verdict }) => verdict === "worse");
  const named = worse.map(({ accounts, figure }) => `${figure} of ${whole(accounts)} accounts`);
  return `Worse by more than the noise seen: ${named.join(", ") || "nothing"}.`;
}

const NONE = "-";
const whole = (count: number): string => count.toLocaleString("en");
const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`;
const megabytes = (value: number): string => `${whole(Math.round(value))} MB`;
const yes = (isSo: boolean): string => (isSo ? "yes" : "NO");
const ratio = (value: number | undefined): string => value?.toFixed(2) ?? NONE;
const figureText = (value: number): string =>
  value < 100 ? value.toFixed(2) : whole(Math.round(value));
