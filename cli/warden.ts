import { isMainThread } from "node:worker_threads";
import { exitCodeOf } from "./ending";
import { Interrupted } from "./interruption";
import { createProgram } from "./program";
import { THREADS } from "./threads";
import { workOn } from "./workers";

// `| head` closes the pipe early: what is under way still ends, and cleans up, in peace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const command = async (): Promise<void> => {
  try {
    await createProgram((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error, process.stderr);
    // What the command still waited for, such as an answer of AWS, must not hold up its end.
    if (error instanceof Interrupted) process.exit();
  }
};

void (isMainThread ? command() : workOn(THREADS));
