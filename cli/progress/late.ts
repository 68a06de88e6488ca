import { type Progress, type Say } from "./progress";

/** Nobody waits for what takes less. */
const LATE_MILLISECONDS = 1_000;

const LATE = Symbol("late");

/** Shows a step only once it takes longer than a second. */
export const lateProgress = (
  progress: Progress,
  milliseconds: number = LATE_MILLISECONDS,
): Progress => ({
  step: async (title, work) => {
    let [last, say]: [string | undefined, Say] = [undefined, () => undefined];
    const working = work((text) => {
      last = text;
      say(text);
    });
    if ((await firstOf(working, milliseconds)) !== LATE) return working;
    return progress.step(title, (told) => {
      say = told;
      if (last !== undefined) told(last);
      return working;
    });
  },
  entry: (entry) => {
    progress.entry(entry);
  },
});

async function firstOf<T>(working: Promise<T>, milliseconds: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, milliseconds, LATE);
  });
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
