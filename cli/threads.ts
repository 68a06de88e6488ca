import { type Table } from "./workers";

/** What threads of the command line are started for; each loads what it needs only then. */
export const THREADS: Table = {
  "write stacks": async (job, tell) => {
    const { writeShare } = await import("./synth/side-by-side.js");
    await writeShare(job, tell);
  },
};
