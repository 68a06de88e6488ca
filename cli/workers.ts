import { parentPort, Worker, workerData } from "node:worker_threads";

/** What threads are started for. */
export type Kind = "prove scopes" | "write stacks";

/** What a thread is started with: plain data, as it is copied. */
interface Task<Job> {
  readonly kind: Kind;
  readonly job: Job;
}

export type Tell<Told> = (told: Told) => void;

/** Does one job in a thread of its own, and tells the thread that gave it how far it is. */
export type Work<Job, Told> = (job: Job, tell: Tell<Told>) => void | Promise<void>;

export interface Given<Job, Told> {
  readonly kind: Kind;
  readonly jobs: readonly Job[];
  /** Threads at a time, each for one job: its memory is free again afterwards. */
  readonly atOnce: number;
  readonly signal?: AbortSignal | undefined;
  readonly onTold: (told: Told, job: Job) => void;
}

/**
 * Does the jobs in threads that run the same bundle as this one, whose entry point calls
 * `workOn` when it isn't the main thread.
 * @throws what the first job to fail threw, after all others were stopped
 */
export async function inWorkers<Job, Told>(given: Given<Job, Told>): Promise<void> {
  const { jobs, atOnce, signal } = given;
  const failure = new AbortController();
  const stop = AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]);
  const waiting = jobs.values();
  const line = async () => {
    for (const job of waiting) await inWorker(given, job, stop);
  };
  const lines = Array.from({ length: Math.min(atOnce, jobs.length) }, () =>
    line().catch((error: unknown) => {
      failure.abort(error);
    }),
  );
  await Promise.all(lines);
  stop.throwIfAborted();
}

async function inWorker<Job, Told>(
  { kind, onTold }: Given<Job, Told>,
  job: Job,
  stop: AbortSignal,
): Promise<void> {
  stop.throwIfAborted();
  const worker = new Worker(__filename, { workerData: { kind, job } satisfies Task<Job> });
  const end = () => void worker.terminate();
  stop.addEventListener("abort", end);
  try {
    await new Promise<void>((resolve, reject) => {
      worker
        .on("message", (told: Told) => {
          onTold(told, job);
        })
        .once("error", reject)
        .once("exit", (code) => {
          if (code === 0) resolve();
          else reject(new Error(`a thread to ${kind} ended with code ${code}`));
        });
    });
    stop.throwIfAborted();
  } finally {
    stop.removeEventListener("abort", end);
  }
}

/** What the threads of an entry point can do. */
export type Table = Readonly<Partial<Record<Kind, Work<never, unknown>>>>;

/** The other end: does what this thread was started for. */
export async function workOn(table: Table): Promise<void> {
  const { kind, job } = workerData as Task<never>;
  const work = table[kind];
  if (!work) throw new Error(`this program has no threads to ${kind}`);
  await work(job, (told) => parentPort?.postMessage(told));
}
