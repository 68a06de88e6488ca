import type { Fault } from "../faults";
import { SEVERITIES, type Severity } from "../findings-schema";
import type { WardenConfig } from "../schema";
import { type JudgedAlert, judgedAlerts } from "./alert-rules";

/** Characters of a rule's pattern (EventBridge quotas; AWS raises it to 4,096 on request). */
export const PATTERN_LIMIT = 2_048;

/** Settings that would leave findings untold, or that EventBridge can't express. */
export function findingFaults(config: WardenConfig): Fault[] {
  const alerts = judgedAlerts(config);
  return [
    ...conflicts(config, alerts),
    ...tooLong(alerts),
    ...untold(config, alerts),
    ...unread(config.auditAccount),
  ];
}

function conflicts({ findings }: WardenConfig, alerts: readonly JudgedAlert[]): Fault[] {
  return findings.suppress.flatMap((value, index) => {
    const found = alerts.find(
      ({ suppressed }) => !suppressed.pattern && suppressed.conflict.suppression === value,
    );
    if (!found || found.suppressed.pattern) return [];
    const rule = `the rule ${found.id} can't be narrowed by this field: ${found.suppressed.conflict.because}`;
    return [{ path: `findings.suppress[${index}].field`, value: value.field, rule }];
  });
}

/** The forwarders' patterns fit with the longest names: their test says so. */
const tooLong = (alerts: readonly JudgedAlert[]): Fault[] =>
  alerts.flatMap(({ id, suppressed: { pattern } }) => {
    const size = JSON.stringify(pattern ?? {}).length;
    if (size <= PATTERN_LIMIT) return [];
    const rule = `too many values: the pattern of rule ${id} would take ${size} characters, EventBridge allows ${PATTERN_LIMIT}`;
    return [{ path: "findings.suppress", value: undefined, rule }];
  });

/** A threshold above what the service ever gives. */
const untold = ({ findings }: WardenConfig, alerts: readonly JudgedAlert[]): Fault[] =>
  Object.entries(findings.thresholds).flatMap(([id, value]) => {
    if (alerts.some(({ source }) => source.id === id)) return [];
    const rule = "it grades no finding as high as that: none would be told";
    return [{ path: `findings.thresholds.${id}`, value, rule }];
  });

function unread({ topics, subscriptions }: WardenConfig["auditAccount"]): Fault[] {
  if (topics === "one") {
    return subscriptions.flatMap(({ severities: value }, index) => {
      if (!value) return [];
      const rule = 'there is one topic for all severities: set auditAccount.topics: "by-severity"';
      return [{ path: `auditAccount.subscriptions[${index}].severities`, value, rule }];
    });
  }
  const isRead = (severity: Severity) =>
    subscriptions.some(({ severities = SEVERITIES }) => severities.includes(severity));
  return SEVERITIES.filter((severity) => !isRead(severity)).map((severity) => ({
    path: "auditAccount.subscriptions",
    value: undefined,
    rule: `nobody would read alerts of severity ${severity}: each needs a subscription`,
  }));
}
