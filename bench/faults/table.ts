import { FAULT_KINDS } from "../../emulator";
import { aligned } from "../aligned";
import { SCENES } from "./incident";
import { type Cell, type Matrix } from "./matrix";
import { EXTENTS } from "./plan";

/** Calls down, faults across; each cell says what became of one incident. */
export function matrixTable({ clean, cells, kills, seconds }: Matrix): string {
  const calls = [...new Set(cells.map(({ call }) => call))];
  const columns = FAULT_KINDS.flatMap((kind) => EXTENTS.map((extent) => ({ kind, extent })));
  const header = ["call", ...columns.map(({ kind, extent }) => `${kind} ${extent}`)];
  const rows = calls.map((call) => [
    call,
    ...columns.map(({ kind, extent }) => textOf(cells, { call, kind, extent })),
  ]);
  return [
    ...aligned([header, ...rows]),
    "",
    `process killed once, at call 1 to ${kills.length} of the incident in turn: ${tally(kills)}`,
    `${cells.length + kills.length} incidents in ${seconds} s`,
    ...SCENES.map((scene) => {
      const { verdict, calls: made } = clean[scene];
      return `${scene}, without a fault: ${verdict}, ${made.length} calls`;
    }),
    "survived: version gone (locked: hidden and tagged), intruder blocked, alert out. told: the alert names what failed.",
    "queued: the event waits in the failures queue. +q: so it does besides.",
  ].join("\n");
}

/** `survived 25, told 2` */
function tally(cells: readonly Cell[]): string {
  const verdicts = cells.map(({ verdict }) => verdict);
  return [...new Set(verdicts)]
    .map((verdict) => `${verdict} ${verdicts.filter((other) => other === verdict).length}`)
    .join(", ");
}

function textOf(cells: readonly Cell[], wanted: Pick<Cell, "call" | "kind" | "extent">): string {
  const found = cells.find(
    ({ call, kind, extent }) =>
      call === wanted.call && kind === wanted.kind && extent === wanted.extent,
  );
  if (!found) return "-";
  const { verdict, aftermath } = found;
  return aftermath.deadLetters > 0 && verdict !== "queued" ? `${verdict} +q` : verdict;
}
