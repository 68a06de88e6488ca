import type { HopVerdict } from "../../proof/path";
import type { Part } from "../../proof/parts";
import { NONE, type RuleCounts, type ScopeReport } from "./report";

/** All scopes together, in numbers. */
export interface Summary {
  readonly proved: boolean;
  readonly paths: Readonly<Record<HopVerdict, number>>;
  readonly families: Readonly<Record<string, Readonly<Record<HopVerdict, number>>>>;
  readonly rules: RuleCounts;
  readonly unresolved: number;
}

const NO_PATHS = { holds: 0, broken: 0, unknown: 0 };

/** @param expected families of which something must be shown. @default whatever there is */
export const nothingYet = (expected: readonly Part[] = []): Summary => ({
  proved: false,
  paths: NO_PATHS,
  families: Object.fromEntries(
    expected.filter((part) => part !== "invariants").map((family) => [family, NO_PATHS]),
  ),
  rules: {},
  unresolved: 0,
});

/** Families that were to be proved, and of which there is no path. */
export const emptyFamilies = ({ families }: Summary): readonly string[] =>
  Object.entries(families).flatMap(([family, { holds, broken, unknown }]) =>
    holds + broken + unknown === 0 ? [family] : [],
  );

export function added(summary: Summary, report: ScopeReport): Summary {
  const paths = { ...summary.paths };
  const families: Record<string, Record<HopVerdict, number>> = Object.fromEntries(
    Object.entries(summary.families).map(([family, counts]) => [family, { ...counts }]),
  );
  for (const { family, verdict } of report.paths) {
    paths[verdict]++;
    (families[family] ??= { ...NO_PATHS })[verdict]++;
  }
  const rules = addedRules(summary.rules, report.rules);
  const unresolved = summary.unresolved + report.unresolved.length;
  const sum = { proved: false, paths, families, rules, unresolved };
  return { ...sum, proved: isProved(sum) };
}

function addedRules(before: RuleCounts, more: RuleCounts): RuleCounts {
  const names = new Set([...Object.keys(before), ...Object.keys(more)]);
  const of = (rule: string) => {
    const [one = NONE, other = NONE] = [before[rule], more[rule]];
    return {
      compliant: one.compliant + other.compliant,
      violating: one.violating + other.violating,
      "not-applicable": one["not-applicable"] + other["not-applicable"],
      suppressed: one.suppressed + other.suppressed,
    };
  };
  return Object.fromEntries([...names].map((rule) => [rule, of(rule)]));
}

/** Something was shown of all that was to be, and nothing but what must be so. */
function isProved(summary: Summary): boolean {
  const { paths, rules } = summary;
  const judged = Object.values(rules);
  const isSomething = paths.holds > 0 || judged.some(({ compliant }) => compliant > 0);
  const isAll =
    paths.broken + paths.unknown === 0 && judged.every(({ violating }) => violating === 0);
  return isSomething && isAll && emptyFamilies(summary).length === 0;
}
