import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { textOf } from "../../../proof/model/resource";
import { applyAgain, type Check, type Examined } from "../check";
import { differences, type Facts } from "../differences";
import { type Problem } from "../finding";
import { named } from "../expectation";

/** What makes an alarm ring, and for whom: Terraform's argument by AWS's name. */
const SETTINGS = {
  AlarmActions: "alarm_actions",
  ComparisonOperator: "comparison_operator",
  EvaluationPeriods: "evaluation_periods",
  MetricName: "metric_name",
  Namespace: "namespace",
  Period: "period",
  Threshold: "threshold",
  TreatMissingData: "treat_missing_data",
} as const;

export const alarmCheck: Check = {
  id: "alarm",
  type: "aws_cloudwatch_metric_alarm",
  subject: named("alarm_name"),
  examine: async (examined) => {
    const { resolved, resource } = examined;
    const name = textOf(resolved, "alarm_name");
    const alarms = await examined.once("alarms", () => alarmsOf(examined));
    const found = alarms.find(({ AlarmName }) => AlarmName === name);
    const remedy = applyAgain(resource.stack.name);
    if (!found) return [{ what: "it isn't there", remedy }];
    const settings: Facts = Object.fromEntries(
      Object.entries(SETTINGS).map(([fact, argument]) => [fact, resolved.value(argument)]),
    );
    const wanted = { ActionsEnabled: resolved.value("actions_enabled") ?? true };
    const changed = differences({ ...wanted, ...settings }, { ...found });
    return [...changed.map(({ what }) => ({ what, remedy })), ...ringing(found)];
  },
};

/** All at once: AWS answers this call nine times a second, and a stack has dozens of alarms. */
async function alarmsOf({ clients, config }: Examined): Promise<readonly MetricAlarm[]> {
  const found: MetricAlarm[] = [];
  const asked = { AlarmNamePrefix: `${config.prefix}-` };
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
    { client: clients.cloudwatch },
    asked,
  ))
    found.push(...MetricAlarms);
  return found;
}

export const ringing = ({ StateValue, StateReason }: MetricAlarm): readonly Problem[] =>
  StateValue === "ALARM"
    ? [
        {
          what: `it is in ALARM: ${StateReason ?? ""}`,
          remedy: "docs/alarms.md says what it means and what to do",
        },
      ]
    : [];
