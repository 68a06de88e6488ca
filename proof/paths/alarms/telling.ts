import type { Severity } from "../../../config/findings-schema";
import { auditNames } from "../../../config/names";
import { alarmIn } from "../../../samples/posture";
import type { SampleFinding } from "../../../samples/sample-findings";
import { isSuppressed } from "../../../samples/suppressed";
import { type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";
import { publishToTopic } from "../alerts-topic";
import { reaches, reachesNobody } from "../findings/arrival";

/** Alarms say that alerts may be lost (`docs/alarms.md`): as urgent as this. */
const SEVERITY: Severity = "HIGH";

const isAtTopic = ({ config }: Scope, { place }: Resource): boolean => {
  const { accountId, region } = auditNames(config).place;
  return place.accountId === accountId && place.region === region;
};

/**
 * The alarm reaches the team: beside the topics it publishes itself, elsewhere the event that
 * CloudWatch makes of each change of its state is forwarded like a finding.
 */
export async function* alarmIsTold(scope: Scope, alarm: Resource): AsyncGenerator<Hop> {
  if (isAtTopic(scope, alarm)) yield* publishes(scope, alarm);
  else yield* travels(scope, alarm);
}

async function* publishes(scope: Scope, alarm: Resource): AsyncGenerator<Hop> {
  const topicArn = auditNames(scope.config).alertTopics[SEVERITY].arn;
  const what = `its action is to publish to ${topicArn}`;
  const actions = actionsOf(alarm);
  if (!actions.includes(topicArn)) {
    const mend = [{ at: alarm, argument: "alarm_actions", add: topicArn }];
    const found = actions.join(", ") || "none";
    yield broken(what, `its alarm_actions are ${found}`, { at: alarm, mend });
    return;
  }
  yield alarm.value("actions_enabled") === false
    ? broken(what, "its actions_enabled is false", { at: alarm })
    : holds(what, whereOf(alarm), alarm);
  const who = {
    service: "cloudwatch.amazonaws.com",
    sourceArn: textOf(alarm, "arn") ?? "",
    sourceAccount: alarm.place.accountId,
  };
  yield* publishToTopic(scope, who, topicArn);
}

export const actionsOf = (alarm: Resource): readonly string[] =>
  [alarm.value("alarm_actions") ?? []].flat().map(String);

async function* travels(scope: Scope, alarm: Resource): AsyncGenerator<Hop> {
  const { accountId: account, region } = alarm.place;
  const place = { account, region };
  const event = alarmIn(place, textOf(alarm, "alarm_name") ?? "", "ALARM");
  const sample: SampleFinding = {
    ...{ source: "alarm", severity: SEVERITY, ...place, event, arrives: true },
  };
  if (isSuppressed(sample, scope.config)) yield* reachesNobody(scope, sample);
  else yield* reaches(scope, { sample, samples: [sample] });
}
