import { type Output, type Paint, type Painted } from "./paint";
import { type Progress } from "./progress";
import { timelineLine } from "./timeline-line";

export interface PlainOptions {
  readonly output: Output;
  readonly paint: Paint;
  readonly timeline: Painted;
  readonly now: () => number;
}

/** Without a terminal a text can't be replaced: one line now and then is enough. */
const QUIET_MILLISECONDS = 10_000;

/** Lines with the seconds gone by, for logs and pipes. */
export function plainProgress({ output, paint, timeline, now }: PlainOptions): Progress {
  const started = now();
  const line = (text: string, to: Painted = { output, paint }) => {
    const seconds = ((now() - started) / 1000).toFixed(1).padStart(6);
    to.output.write(`${to.paint("dim", `[${seconds} s]`)} ${text}\n`);
  };
  return {
    step: (title, work) => {
      line(paint("bold", title));
      let spoken = now();
      return work((text) => {
        if (now() - spoken < QUIET_MILLISECONDS) return;
        spoken = now();
        line(`  ${text.replaceAll("\n", " | ")}`);
      });
    },
    entry: (entry) => {
      line(timelineLine(entry, timeline.paint), timeline);
    },
  };
}
