import { type CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Construct } from "constructs";

export interface AlarmProps {
  readonly name: string;
  /** What it means, and what to do. docs/alarms.md has a row for each. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Maximum" | "Sum";
  readonly dimensions: Readonly<Record<string, string>>;
  /** Topics told. @default none: the alarm's event is forwarded */
  readonly actions?: readonly string[];
}

export interface LimitProps extends AlarmProps {
  /** Up to here all is well. */
  readonly limit: number;
  /** Minutes one after the other that have to be above it. */
  readonly minutes: number;
}

export interface SilenceProps extends Omit<AlarmProps, "statistic"> {
  /** So long nothing at all. */
  readonly seconds: number;
}

/** Alarm in the minute in which something that must never happen has happened once. */
export const alarmOnFirst = (
  scope: Construct,
  id: string,
  props: AlarmProps,
): CloudwatchMetricAlarm => alarmAbove(scope, id, { ...props, limit: 0, minutes: 1 });

/** Alarm when something lasts that may happen now and then. */
export const alarmAbove = (
  scope: Construct,
  id: string,
  props: LimitProps,
): CloudwatchMetricAlarm =>
  new CloudwatchMetricAlarm(scope, id, {
    ...common(props),
    statistic: props.statistic,
    period: 60,
    evaluationPeriods: props.minutes,
    comparisonOperator: "GreaterThanThreshold",
    threshold: props.limit,
    treatMissingData: "notBreaching",
  });

/** Alarm when what always happens no longer does. A new alarm has seen nothing yet, and says so. */
export const alarmOnSilence = (
  scope: Construct,
  id: string,
  props: SilenceProps,
): CloudwatchMetricAlarm =>
  new CloudwatchMetricAlarm(scope, id, {
    ...common(props),
    statistic: "Sum",
    period: props.seconds,
    evaluationPeriods: 1,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    // CloudWatch has no data point at all for a count of none.
    treatMissingData: "breaching",
  });

export interface WatchedRule {
  readonly rule: CloudwatchEventRule;
  /** Whose deliveries are lost, in words: `Findings of guardduty`. */
  readonly what: string;
  readonly actions?: readonly string[];
}

/**
 * Alarm when EventBridge gave up on an event. A rule of the default bus is found by its name alone,
 * one of another bus by both names (EventBridge guide, eb-monitoring).
 */
export const alarmOnFailedInvocations = (
  scope: Construct,
  id: string,
  { rule, what, actions }: WatchedRule,
): CloudwatchMetricAlarm => {
  const { nameInput = "", eventBusNameInput: bus } = rule;
  return alarmOnFirst(scope, id, {
    name: `${nameInput}-failed`,
    description: `${what} couldn't be delivered: the dead-letter queue has them, and why.`,
    namespace: "AWS/Events",
    metric: "FailedInvocations",
    statistic: "Sum",
    dimensions: { RuleName: rule.name, ...(bus !== undefined && { EventBusName: bus }) },
    ...(actions && { actions }),
  });
};

type Named = Pick<
  AlarmProps,
  "name" | "description" | "namespace" | "metric" | "dimensions" | "actions"
>;

const common = ({ name, description, namespace, metric, dimensions, actions }: Named) =>
  ({
    alarmName: name,
    alarmDescription: description,
    namespace,
    metricName: metric,
    dimensions: { ...dimensions },
    ...(actions && { alarmActions: [...actions] }),
  }) satisfies Partial<CloudwatchMetricAlarmConfig>;
