import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Mutant } from "./mutant";
import type { Tried } from "./outcome";
import type { Notice } from "./notice";

/** How many mutants a process gets at a time: neighbours are noticed by the same paths. */
const BATCH = 40;

export interface Run {
  /** This program, which as a worker answers with notices; see `serve`. */
  readonly program: string;
  readonly workerArguments: readonly string[];
  readonly mutants: readonly Mutant[];
  readonly onProgress: (done: number) => void;
}

interface Request {
  readonly ids: readonly string[];
}

export interface Answer {
  readonly notices: readonly Notice[];
}

/** Proves all mutants, one process a core. */
export async function runAll({
  program,
  workerArguments,
  mutants,
  onProgress,
}: Run): Promise<Tried[]> {
  const tried: Tried[] = [];
  const waiting = [...batchesOf(mutants)];
  const work = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const worker = fork(program, [...workerArguments]);
    try {
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
        const { notices } = await ask(worker, { ids: batch.map(({ id }) => id) });
        tried.push(...batch.map((mutant, index) => triedOf(mutant, notices[index])));
        onProgress(tried.length);
      }
    } finally {
      worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return tried.sort((one, other) => (one.mutant.id < other.mutant.id ? -1 : 1));
}

function triedOf(mutant: Mutant, notice: Notice | undefined): Tried {
  if (!notice) throw new Error(`a worker said nothing of ${mutant.id}`);
  return { mutant, notice };
}

function* batchesOf(mutants: readonly Mutant[]): Generator<readonly Mutant[]> {
  for (let at = 0; at < mutants.length; at += BATCH) yield mutants.slice(at, at + BATCH);
}

const ask = (worker: ChildProcess, request: Request): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const fail = (code: number | null) => {
      reject(new Error(`a worker ended with ${code ?? "a signal"}`));
    };
    worker.once("exit", fail);
    worker.once("message", (answer) => {
      worker.off("exit", fail);
      resolve(answer as Answer);
    });
    worker.send(request);
  });

/** A worker's side: answers until the other side goes away. */
export function serve(
  mutants: readonly Mutant[],
  notice: (mutant: Mutant) => Promise<Notice>,
): void {
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const answer = async ({ ids }: Request): Promise<void> => {
    const notices: Notice[] = [];
    for (const id of ids) {
      const mutant = byId.get(id);
      if (!mutant) throw new Error(`no mutant ${id}`);
      notices.push(await notice(mutant));
    }
    process.send?.({ notices } satisfies Answer);
  };
  process.on("message", (request) => {
    answer(request as Request).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
}
