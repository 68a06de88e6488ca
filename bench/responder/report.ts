import { aligned } from "../aligned";
import { type Bundle } from "./plain-bundle";
import { type Played } from "./scenarios";

export interface ResponderReport {
  readonly machine: Readonly<Record<string, string | number>>;
  /** Ours to a plain bundle of the same clients, measured side by side. */
  readonly loadRatio: number;
  readonly sizeRatio: number;
  readonly zippedRatio: number;
  /** Our own code for one event, without the SDK and AWS. */
  readonly ownCodeMs: number;
  readonly ours: Weighed & Played;
  readonly plain: Weighed & Pick<Bundle, "missing">;
  /** Null when Python or boto3 is missing. */
  readonly seed: ({ readonly loadMs: number } & Played) | null;
}

interface Weighed {
  readonly loadMs: number;
  readonly bytes: number;
  readonly zippedBytes: number;
}

export function responderTables(report: ResponderReport): string {
  return [weights, costs, holdings].map((table) => table(report).join("\n")).join("\n\n");
}

const ms = (value: number | undefined): string => (value === undefined ? "-" : value.toFixed(1));

function weights(report: ResponderReport): string[] {
  const { ours, plain, seed } = report;
  const row = (name: string, { loadMs, bytes, zippedBytes }: Weighed) => [
    name,
    `${ms(loadMs)} ms`,
    String(bytes),
    String(zippedBytes),
  ];
  const ratio = [report.loadRatio, report.sizeRatio, report.zippedRatio];
  const lines = aligned([
    ["", "load", "bytes", "zipped"],
    row("the responder", ours),
    row("the same clients, plainly bundled", plain),
    ["ratio", ...ratio.map((value) => value.toFixed(2))],
    ["the seed's handler (boto3)", seed ? `${ms(seed.loadMs)} ms` : "not measured", "-", "-"],
  ]);
  lines.push(
    "",
    `our own code for one event of a flood, SDK and AWS left out: ${report.ownCodeMs.toFixed(2)} ms`,
  );
  const missing = plain.missing.map((name) => `NOT IN THE PLAIN BUNDLE, not installed: ${name}`);
  return [...lines, ...missing];
}

function costs({ ours, seed }: ResponderReport): string[] {
  const rows = ours.costs.map((our, index) => {
    const their = seed?.costs[index];
    const deletion = (call: number | null | undefined) => (call == null ? "-" : String(call));
    return [
      our.event,
      ms(our.ownMs),
      ms(their?.ownMs),
      String(our.calls),
      String(their?.calls ?? "-"),
      deletion(our.deletionIsCall),
      deletion(their?.deletionIsCall),
    ];
  });
  const header = [
    "processor time, calls to AWS, which of them deletes",
    "ms",
    "seed",
    "calls",
    "seed",
    "deletion",
    "seed",
  ];
  return aligned([header, ...rows]);
}

function holdings({ ours, seed }: ResponderReport): string[] {
  const yes = (holds: boolean | undefined) => (holds === undefined ? "-" : holds ? "yes" : "NO");
  const rows = Object.entries(ours.holds).map(([what, holds]) => [
    what,
    yes(holds),
    yes(seed?.holds[what]),
  ]);
  const thrown = [
    ...ours.errors.map((error) => `THE RESPONDER THREW ${error}`),
    ...(seed?.errors ?? []).map((error) => `the seed's handler threw ${error}`),
  ];
  return [...aligned([["what holds afterwards", "ours", "seed"], ...rows]), ...thrown];
}
