import { aligned } from "../aligned";
import { callCount } from "../flood/calls";
import { median } from "../responder/load";
import { type Played } from "./play";

/** What so many environments did with the same kind of uploads. */
export interface Throughput {
  readonly uploads: number;
  readonly principals: number;
  readonly environments: number;
  readonly addedMs: number;
  readonly eventsPerSecond: number;
  /** Of one event in its environment. */
  readonly seconds: { readonly median: number; readonly p95: number };
  /** `median` is of one event; `perUpload` counts those of its retries too. */
  readonly calls: { readonly median: number; readonly perUpload: number };
  readonly policyWrites: number;
  /** Conditions that didn't hold, as of several that would tell of the same. */
  readonly refused: number;
  readonly retried: number;
  /** Processor time of one event, by who spends it. */
  readonly processorMs: {
    readonly function: number;
    readonly moto: number;
    readonly emulator: number;
  };
  /** Nothing left, everybody blocked, nothing lost, and nothing of anybody else's touched. */
  readonly holds: boolean;
}

export function throughputOf(played: Played): Throughput {
  const { play, runs, wallSeconds, calls, events, processor } = played;
  const { uploads } = play;
  const seconds = runs.map(({ wallMs }) => wallMs / 1_000);
  const own = runs.reduce((sum, { ownMs }) => sum + ownMs, 0);
  return {
    ...play,
    eventsPerSecond: uploads / wallSeconds,
    seconds: { median: median(seconds), p95: quantile(seconds, 0.95) },
    calls: {
      median: median(runs.map(({ requests }) => requests.length)),
      perUpload: callCount(calls) / uploads,
    },
    policyWrites: calls["s3:PutBucketPolicy"] ?? 0,
    refused: callCount(
      Object.fromEntries(Object.entries(calls).filter(([name]) => name.endsWith("(400)"))),
    ),
    retried: events.retried,
    processorMs: {
      function: own / uploads,
      moto: (processor.moto * 1_000) / uploads,
      emulator: (processor.emulator * 1_000) / uploads,
    },
    holds: holds(played),
  };
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN;

const holds = ({ versionsLeft, blocks, events }: Played): boolean =>
  versionsLeft.intruders === 0 &&
  versionsLeft.allowed === versionsLeft.allowedExpected &&
  blocks.inLedger === blocks.expected &&
  blocks.inPolicy === blocks.expected &&
  events.deadLettered + events.dropped === 0;

/** Calls that one event waits for one after the other, by what it does. */
export interface Depth {
  /** `first`: its writer is to be blocked; `further`: it is blocked already. */
  readonly upload: "first" | "further";
  readonly calls: number;
}

/**
 * By as much as an event takes longer when each call does, where one environment works alone:
 * calls that are made at the same time count once, and moto's own time not at all.
 */
export const depths = (all: readonly Throughput[]): Depth[] =>
  all.flatMap((slow) => {
    if (slow.addedMs === 0 || slow.environments > 1) return [];
    const upload = slow.principals === 1 ? "further" : "first";
    const fast = all.find(
      ({ addedMs, environments, uploads, principals }) =>
        addedMs === 0 &&
        environments === 1 &&
        uploads === slow.uploads &&
        principals === slow.principals,
    );
    if (!fast) return [];
    const seconds = slow.seconds.median - fast.seconds.median;
    return [{ upload, calls: (seconds * 1_000) / slow.addedMs }];
  });

export const depthLines = (all: readonly Throughput[]): string =>
  depths(all)
    .map(({ upload, calls }) => `a ${upload} upload waits for ${calls.toFixed(1)} calls in turn\n`)
    .join("");

/** A column for each run. */
export function throughputTable(all: readonly Throughput[]): string {
  const row = (name: string, value: (one: Throughput) => string) => [name, ...all.map(value)];
  const number = (value: number, digits: number) =>
    Number.isNaN(value) ? "-" : value.toFixed(digits);
  return aligned([
    row("uploads", ({ uploads }) => String(uploads)),
    row("principals", ({ principals }) => String(principals)),
    row("environments", ({ environments }) => String(environments)),
    row("added to each call", ({ addedMs }) => `${addedMs} ms`),
    row("events a second", ({ eventsPerSecond }) => number(eventsPerSecond, 1)),
    row("an event, median", ({ seconds }) => `${number(seconds.median, 2)} s`),
    row("an event, p95", ({ seconds }) => `${number(seconds.p95, 2)} s`),
    row("calls, median", ({ calls }) => number(calls.median, 0)),
    row("calls per upload", ({ calls }) => number(calls.perUpload, 1)),
    row("policy writes", ({ policyWrites }) => String(policyWrites)),
    row("conditions refused", ({ refused }) => String(refused)),
    row("events retried", ({ retried }) => String(retried)),
    row("processor, function", ({ processorMs }) => `${number(processorMs.function, 1)} ms`),
    row("processor, moto", ({ processorMs }) => `${number(processorMs.moto, 1)} ms`),
    row("processor, emulator", ({ processorMs }) => `${number(processorMs.emulator, 1)} ms`),
    row("all removed and blocked", (one) => (one.holds ? "yes" : "NO")),
  ]).join("\n");
}
