import {
  isServerError,
  isThrottlingError,
  isTransientError,
  StandardRetryStrategy,
} from "@smithy/core/retry";

/** Tries as the SDK's clients try: their backoff, and their view of what is worth another try. */
export async function retrying<T>(maxAttempts: number, attempt: () => Promise<T>): Promise<T> {
  const strategy = new StandardRetryStrategy(maxAttempts);
  let token = await strategy.acquireInitialRetryToken("");
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const next = await strategy
        .refreshRetryTokenForRetry(token, { errorType: typeOf(error as Failure) })
        // No token: not worth it, or tried often enough.
        .catch(() => undefined);
      if (!next) throw error;
      token = next;
    }
  }
}

type Failure = Parameters<typeof isThrottlingError>[0];

function typeOf(error: Failure) {
  if (isThrottlingError(error)) return "THROTTLING";
  if (isTransientError(error)) return "TRANSIENT";
  return isServerError(error) ? "SERVER_ERROR" : "CLIENT_ERROR";
}
