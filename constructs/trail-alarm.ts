import { type CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Construct } from "constructs";
import { alarmOnSilence } from "./alarm";

export interface SilentTrailProps {
  readonly trail: string;
  /** Its log group's name. */
  readonly logGroup: string;
  /** Topics told. @default none: the alarm's event is forwarded */
  readonly actions?: readonly string[];
}

/**
 * Alarm when a trail of management events writes nothing for an hour. CloudTrail has no metric of
 * its own, so its log group stands for it; delivery to S3 is what `warden doctor` looks at. An
 * account with this module is never that quiet: the responder reads its bucket's policy every five
 * minutes, and each log file that arrives is encrypted by a call on the audit account's key. A
 * trail of data events alone can be silent for good reason and gets no such alarm.
 */
export const alarmOnSilentTrail = (
  scope: Construct,
  id: string,
  { trail, logGroup, actions }: SilentTrailProps,
): CloudwatchMetricAlarm =>
  alarmOnSilence(scope, id, {
    name: `${trail}-trail-silent`,
    description: "The trail's log group got no event for an hour: is the trail logging?",
    namespace: "AWS/Logs",
    metric: "IncomingLogEvents",
    dimensions: { LogGroupName: logGroup },
    seconds: 3600,
    ...(actions && { actions }),
  });
