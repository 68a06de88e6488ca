import { auditNames } from "../../../config/names";
import type { Severity } from "../../../lambda/responder/alert/alert-steps";
import { SEVERITY_IN_TOPIC } from "../../../lambda/responder/settings";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import { publishToTopic } from "../alerts-topic";
import { namesOf, responderIn, settingsOf } from "./function";

/** The compiler asks for each severity that the function gives its alerts. */
const TOLD: Readonly<Record<Severity, true>> = { CRITICAL: true, HIGH: true, MEDIUM: true };
export const TOLD_SEVERITIES = Object.keys(TOLD) as readonly Severity[];

/** The function's own alert of a severity gets to the topic that is for it, and is read. */
export async function* tells(scope: WorkloadScope, severity: Severity): AsyncGenerator<Hop> {
  const { arn } = auditNames(scope.config).alertTopics[severity];
  const responder = responderIn(scope);
  const what = `the function publishes alerts of ${severity} to ${arn}`;
  if (!responder) {
    yield broken(what, "no stack has the function");
    return;
  }
  const found = topicFor(severity, () => settingsOf(responder).alertsTopicArn);
  yield found === arn
    ? holds(what, "its setting alertsTopicArn names it", responder)
    : broken(what, `it would publish to ${found}`, { at: responder });
  yield* publishToTopic(scope, { role: namesOf(scope).responderRoleArn }, arn);
}

function topicFor(severity: Severity, read: () => string): string {
  try {
    return read().replace(SEVERITY_IN_TOPIC, severity.toLowerCase());
  } catch (error) {
    return `nowhere: ${(error as Error).message}`;
  }
}
