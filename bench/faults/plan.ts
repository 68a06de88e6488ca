import { FAULT_KINDS, type FaultKind } from "../../emulator";
import { type Fault } from "./incident";

/** The first such call fails, or all of them do. */
export const EXTENTS = ["once", "for ever"] as const;

/** One incident to be played, with what fails in it. */
export interface Planned {
  readonly call: string;
  readonly kind: FaultKind;
  readonly extent: (typeof EXTENTS)[number];
  readonly fault: Fault;
  readonly account: number;
}

export interface Plan {
  /** Every call × every fault × once and for ever. */
  readonly cells: readonly Planned[];
  /** The process killed at the first call of the incident, at the second, and so on. */
  readonly kills: readonly Planned[];
}

/** Lambda delivers failed events itself: that call is none of the responder's. */
const LAMBDAS_OWN = "sqs:SendMessage";

/** From the calls of an incident without faults. Each cell has an account of its own, from 1. */
export function plan(cleanCalls: readonly string[]): Plan {
  const calls = cleanCalls.filter((call) => call !== LAMBDAS_OWN);
  const cells = [...new Set(calls)]
    .flatMap((call) =>
      FAULT_KINDS.flatMap((kind) => EXTENTS.map((extent) => ({ call, kind, extent }))),
    )
    .map((cell, index) => ({ ...cell, fault: faultOf(cell), account: index + 1 }));
  const kills = calls.map((_, index) => ({
    call: `call ${index + 1}`,
    kind: "killed" as const,
    extent: "once" as const,
    fault: { kind: "killed" as const, from: index + 1, times: 1 },
    account: cells.length + index + 1,
  }));
  return { cells, kills };
}

const faultOf = ({ call, kind, extent }: Pick<Planned, "call" | "kind" | "extent">): Fault =>
  extent === "once" ? { call, kind, times: 1 } : { call, kind };
