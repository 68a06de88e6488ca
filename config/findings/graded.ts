import { SEVERITIES, type GradedSource, type Severity } from "../findings-schema";
import type { WardenConfig } from "../schema";
import type { AlertPattern, EventPattern } from "./source";

/** The severities that are told of this source, from its threshold up. */
export function toldSeverities({ findings }: WardenConfig, source: GradedSource): Severity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(findings.thresholds[source]));
}

/** What a service writes into a finding of each severity; a severity it never gives is left out. */
export type Grades = Partial<Readonly<Record<Severity, readonly unknown[]>>>;

/** The grades told of, all in one list: what the forwarders look for. */
export const gradesTold = (config: WardenConfig, source: GradedSource, grades: Grades): unknown[] =>
  toldSeverities(config, source).flatMap((severity) => grades[severity] ?? []);

/** A pattern for each severity told of. */
export const gradedAlerts = (
  told: readonly Severity[],
  grades: Grades,
  pattern: (grade: readonly unknown[]) => EventPattern,
): AlertPattern[] =>
  told.flatMap((severity) => {
    const grade = grades[severity];
    return grade ? [{ severity, pattern: pattern(grade) }] : [];
  });
