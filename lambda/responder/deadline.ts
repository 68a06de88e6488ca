import { describeError } from "./outcome";

/** Raised in place of a result that didn't come in time; the work itself may still end. */
export class TimeUpError extends Error {
  override readonly name = "TimeUpError";
}

/** The result of `work`, or a TimeUpError after so many milliseconds. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new TimeUpError(`not finished within ${Math.max(0, milliseconds)} ms`));
      },
      Math.max(0, milliseconds),
    );
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the ledger is given before its answer counts as none. */
const LEDGER_MS = 4_000;

/**
 * Uses the ledger where it can be used: a ledger that is down or slow must keep neither a deletion
 * nor an alert from happening. Undefined when it had no answer.
 */
export async function leniently<T>(
  use: () => Promise<T>,
  report: (trouble: string) => void,
): Promise<T | undefined> {
  try {
    return await within(LEDGER_MS, use());
  } catch (error) {
    report(describeError(error));
    return undefined;
  }
}
