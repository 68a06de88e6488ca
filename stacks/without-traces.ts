/**
 * Runs `work` while no stack trace is taken of tokens. CDKTF takes a whole one for every token that is
 * made, for messages of its own that name no token of ours (cdktf, lib/tokens/private), and has no
 * switch for it; they are a fifth of what a synth costs. Errors are made another way and keep theirs.
 */
export function withoutTraces<Result>(work: () => Result): Result {
  const traces: { captureStackTrace: unknown } = Error;
  const before = traces.captureStackTrace;
  traces.captureStackTrace = () => undefined;
  try {
    return work();
  } finally {
    traces.captureStackTrace = before;
  }
}
