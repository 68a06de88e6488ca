import { EXIT } from "./exit-codes";

/** The person asked us to stop: nothing is wrong, and the rest of the work is left undone. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

/**
 * One Ctrl-C reaches a process that npm started twice: from the terminal and passed on by npm.
 * Only a later one means that the person doesn't want to wait for the cleaning up.
 */
const ECHO_MILLISECONDS = 1000;

/** A signal that aborts when the process is asked to stop; being asked again ends it at once. */
export const abortOnSignals = (onSecond: () => void): AbortSignal => listening(onSecond).signal;

/** Lets `work` end in its own way when the process is asked to stop. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, forget } = listening(() => process.exit(EXIT.interrupted));
  try {
    return await work(signal);
  } finally {
    forget();
  }
}

/**
 * What `work` gives, if it comes before the signal; what it waits for then is left alone.
 * @throws the signal's reason
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { signal: ended.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    ended.abort();
  }
}

function listening(onSecond: () => void) {
  const controller = new AbortController();
  let first: number | undefined;
  const listeners = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((name) => {
    const listener = () => {
      first ??= Date.now();
      controller.abort(new Interrupted(name));
      if (Date.now() - first > ECHO_MILLISECONDS) onSecond();
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  const forget = () => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
  return { signal: controller.signal, forget };
}
