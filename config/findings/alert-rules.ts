import type { Severity, SourceId } from "../findings-schema";
import { auditNames } from "../names";
import type { WardenConfig } from "../schema";
import { alertTransformer, type InputTransformer } from "./alert-template";
import type { AlertPattern, EventPattern, FindingSource } from "./source";
import { FINDINGS } from "./sources";
import { suppress, type Suppressed } from "./suppression";

/** A rule on the security bus: one source at one severity, told on that severity's topic. */
export interface AlertRule {
  /** `guardduty-high`: names the rule, `<prefix>-alert-<id>`. */
  readonly id: string;
  readonly source: SourceId;
  readonly severity: Severity;
  readonly pattern: EventPattern;
  readonly transformer: InputTransformer;
  readonly topicArn: string;
}

export interface JudgedAlert {
  readonly id: string;
  readonly source: FindingSource;
  readonly alert: AlertPattern;
  readonly suppressed: Suppressed;
}

/** All rules of the security bus. Each finding that reaches it meets exactly one of them. */
export function alertRules(config: WardenConfig): readonly AlertRule[] {
  const { alertTopics } = auditNames(config);
  return judgedAlerts(config).flatMap(({ id, source, alert, suppressed: { pattern } }) => {
    // A configuration that parses has no conflicts.
    if (!pattern) return [];
    const { severity, reading } = alert;
    const transformer = alertTransformer({ config, source, severity, ...(reading && { reading }) });
    const topicArn = alertTopics[severity].arn;
    return [{ id, source: source.id, severity, pattern, transformer, topicArn }];
  });
}

/** Every alert there would be, with what the suppressions leave of its pattern. */
export const judgedAlerts = (config: WardenConfig): readonly JudgedAlert[] =>
  FINDINGS.flatMap((source) => {
    const suppressions = config.findings.suppress.filter((one) => one.source === source.id);
    return source.alerts(config).map((alert) => ({
      id: `${source.id}-${alert.severity.toLowerCase()}`,
      source,
      alert,
      suppressed: suppress(alert.pattern, suppressions),
    }));
  });
