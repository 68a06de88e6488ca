import { liveProgress } from "./live";
import { isMoving, type Output, paintFor } from "./paint";
import { plainProgress } from "./plain";
import { type Progress } from "./progress";
import { quietProgress } from "./quiet";

export interface ProgressOptions {
  /** Shows no step, and of a timeline only what is wrong. */
  readonly quiet?: boolean | undefined;
  /** Where the timeline is written. @default the stream of the progress */
  readonly timeline?: Output;
}

/** Progress as the stream can show it: standard error, as standard output belongs to the answer. */
export async function progressOn(
  output: Output,
  { quiet = false, timeline = output }: ProgressOptions = {},
): Promise<Progress> {
  const { env } = process;
  const painted = { output: timeline, paint: paintFor(timeline, env) };
  if (quiet) return quietProgress(painted);
  if (isMoving(output, env)) return liveProgress({ output, timeline: painted });
  const paint = paintFor(output, env);
  return plainProgress({ output, paint, timeline: painted, now: Date.now });
}
