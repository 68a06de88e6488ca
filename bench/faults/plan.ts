import { FAULT_KINDS, type FaultKind } from "../../emulator";
import { type Fault, type Scene, SCENES } from "./incident";

/** The first such call fails, or all of them do. */
export const EXTENTS = ["once", "for ever"] as const;

/** One incident to be played, with what fails in it. */
export interface Planned {
  readonly call: string;
  readonly kind: FaultKind;
  readonly extent: (typeof EXTENTS)[number];
  readonly scene: Scene;
  readonly fault: Fault;
  readonly account: number;
}

/** By scene, the calls of its incident without faults, in order. */
export type CleanCalls = Readonly<Record<Scene, readonly string[]>>;

export interface Plan {
  /** Every call × every fault × once and for ever. */
  readonly cells: readonly Planned[];
  /** The process killed at the first call of the incident, at the second, and so on. */
  readonly kills: readonly Planned[];
}

/** Lambda delivers failed events itself: that call is none of the responder's. */
const LAMBDAS_OWN = "sqs:SendMessage";

/**
 * Each call fails in the first scene that makes it. Each cell has an account of its own, behind
 * those of the scenes without faults.
 */
export function plan(clean: CleanCalls): Plan {
  const [scene] = SCENES;
  const calls = clean[scene].filter((call) => call !== LAMBDAS_OWN);
  const cells = [...sceneOfCalls(clean)]
    .flatMap(([call, itsScene]) =>
      FAULT_KINDS.flatMap((kind) =>
        EXTENTS.map((extent) => ({ call, kind, extent, scene: itsScene })),
      ),
    )
    .map((cell, index) => ({ ...cell, fault: faultOf(cell), account: SCENES.length + index }));
  const kills = calls.map((_, index) => ({
    scene,
    call: `call ${index + 1}`,
    kind: "killed" as const,
    extent: "once" as const,
    fault: { kind: "killed" as const, from: index + 1, times: 1 },
    account: SCENES.length + cells.length + index,
  }));
  return { cells, kills };
}

function sceneOfCalls(clean: CleanCalls): ReadonlyMap<string, Scene> {
  const scenes = new Map<string, Scene>();
  for (const scene of SCENES) {
    for (const call of clean[scene]) {
      if (call !== LAMBDAS_OWN && !scenes.has(call)) scenes.set(call, scene);
    }
  }
  return scenes;
}

const faultOf = ({ call, kind, extent }: Pick<Planned, "call" | "kind" | "extent">): Fault =>
  extent === "once" ? { call, kind, times: 1 } : { call, kind };
