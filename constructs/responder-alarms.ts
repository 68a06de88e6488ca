import { type Construct } from "constructs";
import { alarmAbove, alarmOnFirst, type AlarmProps, alarmOnSilence } from "./alarm";

export interface WatchedFunction {
  /** Alarms are named after it. */
  readonly name: string;
  /** The same as a reference, so that the function comes first. */
  readonly functionName: string;
}

type Watched = Pick<AlarmProps, "metric" | "description" | "statistic"> & {
  readonly id: string;
  readonly suffix: string;
};

/** What must not happen once. The first two ids are older than this list. */
const NEVER: readonly Watched[] = [
  {
    id: "ErrorAlarm",
    suffix: "errors",
    metric: "Errors",
    statistic: "Sum",
    description: "The responder failed: its log says at which step; Lambda retries twice.",
  },
  {
    id: "LostAlarm",
    suffix: "lost",
    metric: "DestinationDeliveryFailures",
    statistic: "Sum",
    description: "An event failed for good and didn't reach the failures queue: it is lost.",
  },
  {
    id: "DroppedAlarm",
    suffix: "dropped",
    metric: "AsyncEventsDropped",
    statistic: "Sum",
    description: "Lambda gave up on an event: read the failures queue, mend the cause, redrive.",
  },
];

/**
 * A flood of uploads makes the last ones wait, and that is as it should be; so many minutes of it
 * are not. Between the tries of an event that fails lie one and two minutes (Lambda guide,
 * invocation-async-error-handling): five are more than retries alone can take.
 */
const LASTING: readonly (Watched & { readonly limit: number; readonly minutes: number })[] = [
  {
    id: "ThrottleAlarm",
    suffix: "throttled",
    metric: "Throttles",
    statistic: "Sum",
    limit: 0,
    minutes: 10,
    description:
      "The responder has been refused concurrency for ten minutes: raise it, or see who uploads.",
  },
  {
    id: "AgeAlarm",
    suffix: "late",
    metric: "AsyncEventAge",
    statistic: "Maximum",
    limit: 5 * 60_000,
    minutes: 1,
    description: "An event waited for more than five minutes: intruders are dealt with late.",
  },
];

/** Three sweeps of the schedule, which calls the function every five minutes. */
const SILENCE_SECONDS = 15 * 60;

/** Alarms on every way in which the responder can fail, fall behind, or never be called. */
export function watchResponder(scope: Construct, { name, functionName }: WatchedFunction): void {
  const watch = ({ suffix, metric, description }: Omit<Watched, "id" | "statistic">) => ({
    name: `${name}-${suffix}`,
    description,
    namespace: "AWS/Lambda",
    metric,
    dimensions: { FunctionName: functionName },
  });
  for (const { id, statistic, ...watched } of NEVER) {
    alarmOnFirst(scope, id, { ...watch(watched), statistic });
  }
  for (const { id, statistic, limit, minutes, ...watched } of LASTING) {
    alarmAbove(scope, id, { ...watch(watched), statistic, limit, minutes });
  }
  alarmOnSilence(scope, "SilenceAlarm", {
    ...watch({
      suffix: "silent",
      metric: "Invocations",
      description: "Nothing has called the responder for 15 minutes, not even its own schedule.",
    }),
    seconds: SILENCE_SECONDS,
  });
}
