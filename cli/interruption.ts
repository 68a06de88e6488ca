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
export function abortOnSignals(onSecond: () => void): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      first ??= Date.now();
      controller.abort(new Interrupted(name));
      if (Date.now() - first > ECHO_MILLISECONDS) onSecond();
    });
  }
  return controller.signal;
}
