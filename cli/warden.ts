import { createProgram } from "./program";
import { exitCodeOf } from "./ending";

// `| head` closes the pipe early: what is under way still ends, and cleans up, in peace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

createProgram((code) => {
  process.exitCode = code;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error, process.stderr);
  });
