import { type TimelineEntry } from "../rehearse/record";
import { type Output, type Painted } from "./paint";
import { type Progress, type Say } from "./progress";
import { timelineLine } from "./timeline-line";

export interface LiveOptions {
  readonly output: Output;
  readonly timeline: Painted;
}

/** A task list that moves, for a terminal. */
export async function liveProgress({ output, timeline }: LiveOptions): Promise<Progress> {
  const show = await movingOn(output);
  // The list owns the screen while it moves: what comes up meanwhile is written below it.
  let waiting: TimelineEntry[] | undefined;
  const write = (entry: TimelineEntry) =>
    timeline.output.write(`${timelineLine(entry, timeline.paint)}\n`);
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

async function movingOn(output: Output) {
  // An ES module: `require` can't load it, and only a terminal needs it.
  const { DefaultRenderer, Listr, ListrLogger, PRESET_TIMER, ProcessOutput } =
    await import("listr2");
  const stream = output === process.stderr ? process.stderr : process.stdout;
  const options = {
    // Cleaning up after a Ctrl-C is ours to do; listr2 would end the process.
    registerSignalListeners: false,
    // It asks whether standard output is a terminal, and writes there, unless told otherwise.
    renderer: class extends DefaultRenderer {
      static override nonTTY = true;
    },
    rendererOptions: {
      timer: PRESET_TIMER,
      showErrorMessage: false,
      logger: new ListrLogger({ processOutput: new ProcessOutput(stream, stream) }),
    },
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
