import { availableParallelism } from "node:os";
import type { WardenConfig, Workload } from "../../config/schema";
import { questions } from "../../proof/decide/judged";
import type { Part } from "../../proof/parts";
import { proveScope } from "../../proof/prove";
import { type Owner, ownersIn, scopesFor } from "../../proof/scope";
import { BadInput } from "../bad-input";
import { inWorkers, type Work } from "../workers";
import { type ScopeReport, scopeReport } from "./report";
import { shelfIn, type StacksToProve } from "./stacks";

/** Plain values, as threads are told of it. */
export interface ToProve {
  readonly config: WardenConfig;
  readonly stacks: StacksToProve;
  /** @default every part */
  readonly parts?: readonly Part[] | undefined;
  /** Names of workloads: only their scopes. @default all, and what they share */
  readonly chosen?: readonly Workload["name"][] | undefined;
}

/** How many questions one scope asked, and how many of them the engine was put to. */
export type Questions = Readonly<typeof questions>;

export interface SideBySide {
  /** Threads at a time. @default one for each processor, where there is work enough for two */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Gets each report in the order of the scopes, whoever is done first. */
  readonly onReport: (report: ScopeReport, questions: Questions) => void;
}

interface Proved {
  /** The scope's place among all. */
  readonly turn: number;
  readonly report: ScopeReport;
  readonly questions: Questions;
}

/** A thread's error is a copy, without its kind: what its giver can mend is told in words. */
interface Refused {
  readonly refused: string;
}

interface Share extends ToProve {
  /** The first turn that nobody has taken; of all threads together. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** A thread takes as long to start as to prove so many scopes. */
const WORTH_A_THREAD = 6;

/**
 * Proves scope by scope; in several threads, each of which takes the next scope that nobody has: so
 * no report is kept for long until its turn comes.
 * @throws BadInput where a stack can't be read
 */
export async function proveSideBySide(toProve: ToProve, options: SideBySide): Promise<void> {
  const { length } = ownersIn(toProve.config, toProve.chosen);
  const atOnce = Math.min(options.workers ?? threadsFor(length), length);
  if (atOnce > 1) {
    await proveInThreads(toProve, { ...options, workers: atOnce });
    return;
  }
  for await (const { report, questions } of proved(shareOf(toProve), options.signal))
    options.onReport(report, questions);
}

const threadsFor = (scopes: number): number =>
  Math.min(availableParallelism(), Math.floor(scopes / WORTH_A_THREAD));

const shareOf = (toProve: ToProve): Share => ({
  ...toProve,
  next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
});

async function proveInThreads(
  toProve: ToProve,
  { workers = 1, signal, onReport }: SideBySide,
): Promise<void> {
  const { length } = ownersIn(toProve.config, toProve.chosen);
  const refusal = new AbortController();
  const early = new Map<number, Proved>();
  let turn = 0;
  await inWorkers<Share, Proved | Refused>({
    kind: "prove scopes",
    jobs: new Array<Share>(workers).fill(shareOf(toProve)),
    atOnce: workers,
    signal: AbortSignal.any([refusal.signal, ...(signal ? [signal] : [])]),
    onTold: (told) => {
      if ("refused" in told) {
        refusal.abort(new BadInput(told.refused));
        return;
      }
      early.set(told.turn, told);
      for (let due = early.get(turn); due; due = early.get(turn)) {
        early.delete(turn++);
        onReport(due.report, due.questions);
      }
    },
  });
  // What nobody judged must not pass for proved.
  if (turn < length) throw new Error(`${length - turn} of ${length} scopes were never told of`);
}

/** A thread's part of it. */
export const proveShare: Work<Share, Proved | Refused> = async (share, tell) => {
  try {
    for await (const one of proved(share)) tell(one);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    tell({ refused: error.message });
  }
};

async function* proved(share: Share, signal?: AbortSignal): AsyncGenerator<Proved> {
  const { config, stacks, parts, chosen, next } = share;
  const all = ownersIn(config, chosen);
  let turn = 0;
  const owners = function* (): Generator<Owner> {
    while ((turn = Atomics.add(next, 0, 1)) < all.length) yield all[turn];
  };
  for (const scope of scopesFor(config, shelfIn(stacks), owners())) {
    const before = { ...questions };
    const proof = await proveScope(scope, { ...(parts && { parts }), ...(signal && { signal }) });
    const asked = questions.asked - before.asked;
    const judged = questions.judged - before.judged;
    yield { turn, report: scopeReport(scope, proof), questions: { asked, judged } };
  }
}
