import { blocksOf, type Resource, textOf } from "../../model/resource";

/** What an alarm looks at, and when it is raised. */
export interface Watch {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Sum";
  /** A value of the statistic that raises it when it lasts, and one that doesn't. */
  readonly raisedAt: number;
  readonly calmAt: number;
  /** So long it has to last: all periods together. */
  readonly seconds: number;
  /** Whether no data at all raises it. @default false */
  readonly isSilence?: true;
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Whether the value is beyond the alarm's threshold (CloudWatch API, PutMetricAlarm). */
export function isRaisedAt(alarm: Resource, value: number): boolean {
  const compare = COMPARISONS[textOf(alarm, "comparison_operator") ?? ""];
  return compare?.(value, Number(alarm.value("threshold"))) ?? false;
}

/** In which ways the alarm watches something else than it should; nothing where all is right. */
export function faultsOfWatch(alarm: Resource, watch: Watch): string[] {
  const seconds = Number(alarm.value("period")) * Number(alarm.value("evaluation_periods"));
  const enough = alarm.value("datapoints_to_alarm") ?? alarm.value("evaluation_periods");
  const missing = watch.isSilence ? "breaching" : "notBreaching";
  const isBeside = isRaisedAt(alarm, watch.calmAt) || !isRaisedAt(alarm, watch.raisedAt);
  return [
    ...differing("namespace", textOf(alarm, "namespace"), watch.namespace),
    ...differing("metric_name", textOf(alarm, "metric_name"), watch.metric),
    ...differing("statistic", textOf(alarm, "statistic"), watch.statistic),
    ...differing("dimensions", asText(dimensionsOf(alarm)), asText(watch.dimensions)),
    ...differing("period in all", seconds, watch.seconds),
    ...differing("datapoints_to_alarm", enough, alarm.value("evaluation_periods")),
    ...differing("treat_missing_data", textOf(alarm, "treat_missing_data"), missing),
    ...(isBeside ? [`it isn't raised at ${watch.raisedAt}, or is at ${watch.calmAt}`] : []),
  ];
}

const differing = (name: string, found: unknown, wanted: unknown): string[] =>
  found === wanted ? [] : [`its ${name} is ${String(found)} instead of ${String(wanted)}`];

const dimensionsOf = (alarm: Resource): Readonly<Record<string, unknown>> =>
  blocksOf(alarm, "dimensions")[0] ?? {};

const asText = (dimensions: Readonly<Record<string, unknown>>): string =>
  Object.entries(dimensions)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join(", ");

/** Alarms in the queue's own place that are raised by its first message. */
export const alarmsOnQueue = (alarms: readonly Resource[], queue: Resource): readonly Resource[] =>
  alarms.filter(
    (alarm) =>
      alarm.place.accountId === queue.place.accountId &&
      alarm.place.region === queue.place.region &&
      textOf(alarm, "namespace") === "AWS/SQS" &&
      textOf(alarm, "metric_name") === "ApproximateNumberOfMessagesVisible" &&
      ["Average", "Maximum", "Sum"].includes(textOf(alarm, "statistic") ?? "") &&
      asText(dimensionsOf(alarm)) === `QueueName=${textOf(queue, "name") ?? ""}` &&
      isRaisedAt(alarm, 1) &&
      !isRaisedAt(alarm, 0),
  );
