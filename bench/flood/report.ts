import { type Fleet } from "../../emulator";
import { aligned } from "../aligned";
import { callCount, type Calls } from "./calls";

export interface Flood {
  readonly uploads: number;
  readonly principals: number;
  /** Reserved concurrency of the function. */
  readonly concurrency: number;
  readonly recordsPerEvent: number;
  /** Whether CloudTrail's event of each upload comes too. */
  readonly trail: boolean;
}

export interface FloodReport {
  readonly flood: Flood;
  readonly versionsLeft: {
    readonly intruders: number;
    readonly allowed: number;
    readonly allowedExpected: number;
  };
  readonly blocks: {
    readonly expected: number;
    readonly inPolicy: number;
    readonly inLedger: number;
  };
  readonly alerts: { readonly duringFlood: number; readonly afterwards: number };
  readonly calls: Calls;
  readonly events: Fleet["counts"];
  readonly uploadSeconds: number;
  readonly respondSeconds: number;
}

/** Every version removed, every intruder blocked, nothing of anybody else's touched, nothing dropped. */
export const isMastered = ({ versionsLeft, blocks, events }: FloodReport): boolean =>
  versionsLeft.intruders === 0 &&
  versionsLeft.allowed === versionsLeft.allowedExpected &&
  blocks.inLedger === blocks.expected &&
  events.deadLettered + events.dropped === 0;

export function floodTable(report: FloodReport): string {
  const { flood, versionsLeft, blocks, alerts, calls, events } = report;
  const rows: readonly (readonly [string, string | number])[] = [
    ["uploads", flood.uploads],
    ["principals", flood.principals],
    [
      "events",
      `${events.accepted}, ${flood.recordsPerEvent} record(s) each${flood.trail ? ", and CloudTrail's" : ""}`,
    ],
    ["environments at most", flood.concurrency],
    ["intruders' versions left", versionsLeft.intruders],
    ["allowed versions left", `${versionsLeft.allowed} of ${versionsLeft.allowedExpected}`],
    ["blocks in the ledger", `${blocks.inLedger} of ${blocks.expected}`],
    ["blocks in the bucket policy", `${blocks.inPolicy} of ${blocks.expected}`],
    ["alerts during the flood", alerts.duringFlood],
    ["alerts afterwards", alerts.afterwards],
    ["events retried", events.retried],
    ["events in the failures queue", events.deadLettered],
    ["events dropped", events.dropped],
    ["longest queue", events.peakQueue],
    ["seconds to upload", report.uploadSeconds],
    ["seconds to respond", report.respondSeconds],
    ["uploads removed per second", perSecond(report)],
    ["AWS calls", callCount(calls)],
    ["AWS calls per upload", (callCount(calls) / flood.uploads).toFixed(2)],
    ...Object.entries(calls).map(([call, count]) => [`  ${call}`, count] as const),
  ];
  return aligned(rows.map(([name, value]) => [name, String(value)])).join("\n");
}

const perSecond = ({ flood, respondSeconds }: FloodReport): string =>
  (flood.uploads / Math.max(respondSeconds, 0.1)).toFixed(1);
