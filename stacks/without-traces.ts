/**
 * Runs `work` while stack traces are one line long. CDKTF keeps the whole trace of every token that
 * is made, for messages of its own that name no token of ours (cdktf, lib/tokens/private); writing
 * them out is a large part of what a synth costs, most of all where traces are mapped to sources.
 * What throws meanwhile keeps its message.
 */
export function withoutTraces<Result>(work: () => Result): Result {
  const traces: { prepareStackTrace?: unknown } = Error;
  const before = traces.prepareStackTrace;
  traces.prepareStackTrace = String;
  try {
    return work();
  } finally {
    traces.prepareStackTrace = before;
  }
}
