import { type Painted } from "./paint";
import { type Progress } from "./progress";
import { timelineLine } from "./timeline-line";

export const quietProgress = ({ output, paint }: Painted): Progress => ({
  step: (_, work) => work(() => undefined),
  entry: (entry) => {
    if (!entry.ok) output.write(`${timelineLine(entry, paint)}\n`);
  },
});
