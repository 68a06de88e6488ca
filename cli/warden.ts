import { createProgram } from "./program";
import { exitCodeOf } from "./ending";

createProgram((code) => {
  process.exitCode = code;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error, process.stderr);
  });
