import { type TimelineEntry } from "../rehearse/record";
import { type Output, type Paint } from "./paint";
import { type Progress, type Say } from "./progress";
import { timelineLine } from "./timeline-line";

export interface LiveOptions {
  readonly output: Output;
  readonly paint: Paint;
}

/** A task list that moves, for a terminal. */
export async function liveProgress({ output, paint }: LiveOptions): Promise<Progress> {
  const show = await moving();
  // The list owns the screen while it moves: what comes up meanwhile is written below it.
  let waiting: TimelineEntry[] | undefined;
  const write = (entry: TimelineEntry) => output.write(`${timelineLine(entry, paint)}\n`);
  return {
    step: async (title, work) => {
      waiting = [];
      try {
        return await show(title, work);
      } finally {
        waiting.forEach(write);
        waiting = undefined;
      }
    },
    entry: (entry) => {
      if (waiting) waiting.push(entry);
      else write(entry);
    },
  };
}

async function moving() {
  // An ES module: `require` can't load it, and only a terminal needs it.
  const { Listr, PRESET_TIMER } = await import("listr2");
  const options = {
    // Cleaning up after a Ctrl-C is ours to do; listr2 would end the process.
    registerSignalListeners: false,
    rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false },
  };
  return async <T>(title: string, work: (say: Say) => Promise<T>): Promise<T> => {
    const results: T[] = [];
    const task: ConstructorParameters<typeof Listr>[0] = {
      title,
      task: async (_, shown) => {
        const say: Say = (text) => {
          shown.output = text;
        };
        results.push(await work(say));
      },
    };
    await new Listr(task, options).run();
    return results[0] as T;
  };
}
