import { liveProgress } from "./live";
import { type Output, paintFor } from "./paint";
import { plainProgress } from "./plain";
import { type Progress } from "./progress";

/** Progress as the stream can show it. */
export async function progressOn(output: Output): Promise<Progress> {
  const paint = paintFor(output, process.env);
  if (output.isTTY) return liveProgress({ output, paint });
  return plainProgress({ output, paint, now: Date.now });
}
