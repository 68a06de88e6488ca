import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Construct } from "constructs";

export interface AlarmProps {
  readonly name: string;
  /** What it means, and what to do. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Maximum" | "Sum";
  readonly dimensions: Readonly<Record<string, string>>;
  /** Topics told. @default none: the alarm's event is forwarded */
  readonly actions?: readonly string[];
}

/** Alarm in the minute in which something that must never happen has happened once. */
export const alarmOnFirst = (
  scope: Construct,
  id: string,
  props: AlarmProps,
): CloudwatchMetricAlarm =>
  new CloudwatchMetricAlarm(scope, id, {
    alarmName: props.name,
    alarmDescription: props.description,
    namespace: props.namespace,
    metricName: props.metric,
    dimensions: props.dimensions,
    statistic: props.statistic,
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
    ...(props.actions && { alarmActions: [...props.actions] }),
  });
