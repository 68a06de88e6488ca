import path from "node:path";
import { findMoto } from "../cli/prerequisites/moto";
import { packageRoot } from "../config/package-root";

/** moto as the rehearsal finds it: on PATH, in Python, or in an environment of its own. */
export const findMotoCommand = (): Promise<readonly string[]> =>
  findMoto({
    folder: path.join(packageRoot(), ".rehearsal"),
    signal: new AbortController().signal,
    say: (text) => {
      process.stderr.write(`${text}\n`);
    },
  });
