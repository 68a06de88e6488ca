import { type Table } from "./workers";

/** What threads of the command line are started for; each loads what it needs only then. */
export const THREADS: Table = {
  "prove scopes": async (job, tell) => {
    const { proveShare } = await import("./prove/side-by-side.js");
    await proveShare(job, tell);
  },
  "write stacks": async (job, tell) => {
    const { writeShare } = await import("./synth/side-by-side.js");
    await writeShare(job, tell);
  },
};
