// Run by __tests__/cli/workers.test.ts: doubles the numbers of the command line, each in a thread.
import { isMainThread } from "node:worker_threads";
import { inWorkers, workOn } from "../../cli/workers";

/** A job above this is one that fails, 0 one that never ends, a negative one leaves by its number. */
const TOO_MUCH = 100;

const double = async (job: number, tell: (told: number) => void): Promise<void> => {
  if (job > TOO_MUCH) throw new RangeError(`${job} is too much`);
  if (job < 0) process.exit(-job);
  // A timer keeps the thread alive.
  if (job === 0) await new Promise((resolve) => setTimeout(resolve, 600_000));
  tell(job * 2);
};

async function main(): Promise<void> {
  const told: [number, number][] = [];
  try {
    await inWorkers<number, number>({
      kind: "write stacks",
      jobs: process.argv.slice(2).map(Number),
      atOnce: 2,
      onTold: (doubled, job) => told.push([job, doubled]),
    });
    console.log(JSON.stringify(told.sort(([one], [other]) => one - other)));
  } catch (error) {
    console.log(String(error));
  }
}

void (isMainThread ? main() : workOn({ "write stacks": double }));
