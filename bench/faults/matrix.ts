import { atATime } from "../../cli/at-a-time";
import { openStage, type Stage } from "../stage/stage";
import { type Aftermath, playIncident, type Scene, SCENES } from "./incident";
import { plan, type Planned } from "./plan";
import { judgeAftermath, type Verdict } from "./verdict";

export interface Cell extends Pick<Planned, "call" | "kind" | "extent"> {
  readonly aftermath: Aftermath;
  readonly verdict: Verdict;
}

export interface Matrix {
  /** By scene, what the responder calls without faults, in order, and how it ends then. */
  readonly clean: Readonly<Record<Scene, Clean>>;
  readonly cells: readonly Cell[];
  readonly kills: readonly Cell[];
  readonly seconds: number;
}

export interface Clean {
  readonly calls: readonly string[];
  readonly verdict: Verdict;
}

/** Cells under way at a time: some wait for an answer that won't come, others keep a core busy. */
const WAITING_CELLS = 24;
const BUSY_CELLS = 3;
/** Accounts that the stage has names for. */
const MOST_ACCOUNTS = 250;

export interface MatrixOptions {
  readonly motoCommand: readonly string[];
  readonly onCell?: (cell: Cell, done: number, of: number) => void;
}

/** Every call the responder makes in an incident, failing in every way: what becomes of each. */
export async function faultMatrix({ motoCommand, onCell }: MatrixOptions): Promise<Matrix> {
  const started = Date.now();
  const calls: string[] = [];
  const stage = await openStage({
    motoCommand,
    accounts: MOST_ACCOUNTS,
    onCall: ({ call, principal }) => {
      if (principal.includes(":assumed-role/stage-responder/")) calls.push(call);
    },
  });
  try {
    const clean: Record<string, Clean> = {};
    for (const [account, scene] of SCENES.entries()) {
      calls.length = 0;
      const verdict = judgeAftermath(await playIncident(stage, account, { scene }));
      clean[scene] = { calls: [...calls], verdict };
    }
    const scenes = clean as Matrix["clean"];
    const { cells, kills } = plan(callsOf(scenes));
    const played = await playAll(stage, [...cells, ...kills], onCell);
    const of = (planned: readonly Planned[]) =>
      planned.flatMap(({ account }) => played.get(account) ?? []);
    const seconds = Math.round((Date.now() - started) / 1_000);
    return { clean: scenes, cells: of(cells), kills: of(kills), seconds };
  } finally {
    await stage.stop();
  }
}

const callsOf = (clean: Matrix["clean"]) =>
  Object.fromEntries(SCENES.map((scene) => [scene, clean[scene].calls])) as Readonly<
    Record<Scene, readonly string[]>
  >;

/** Cells by account. Those that wait run beside those that work. */
async function playAll(
  stage: Stage,
  planned: readonly Planned[],
  onCell: MatrixOptions["onCell"],
): Promise<ReadonlyMap<number, Cell>> {
  const played = new Map<number, Cell>();
  const play = async (item: Planned) => {
    const cell = await playCell(stage, item);
    played.set(item.account, cell);
    onCell?.(cell, played.size, planned.length);
  };
  const waits = ({ kind }: Planned) => kind === "unanswered";
  const halves = await Promise.allSettled([
    atATime(WAITING_CELLS, planned.filter(waits), play),
    atATime(BUSY_CELLS, [...planned.filter((item) => !waits(item))], play),
  ]);
  const failed = halves.find((half) => half.status === "rejected");
  if (failed) throw failed.reason;
  return played;
}

async function playCell(stage: Stage, planned: Planned): Promise<Cell> {
  const { call, kind, extent, scene, fault, account } = planned;
  try {
    const aftermath = await playIncident(stage, account, { scene, fault });
    return { call, kind, extent, aftermath, verdict: judgeAftermath(aftermath) };
  } catch (cause) {
    throw new Error(`no verdict on ${call} ${kind} ${extent}`, { cause });
  }
}
