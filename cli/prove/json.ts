import type { ScopeReport } from "./report";
import type { Summary } from "./summary";

export interface JsonReport {
  scope(report: ScopeReport): string;
  end(summary: Summary): string;
}

/**
 * One JSON document in pieces, `bucket-warden/proof/1`: the paths of many accounts never stand in
 * memory together. docs/proof.md describes it.
 */
export function jsonReport(): JsonReport {
  const invariants: ScopeReport["invariants"][number][] = [];
  const unresolved: ScopeReport["unresolved"][number][] = [];
  let separator = '{\n"schema": "bucket-warden/proof/1",\n"paths": [\n';
  return {
    scope: (report) => {
      invariants.push(...report.invariants);
      unresolved.push(...report.unresolved);
      const { workload } = report;
      return report.paths
        .map((path) => {
          const piece = `${separator}${JSON.stringify({ ...path, ...(workload && { workload }) })}`;
          separator = ",\n";
          return piece;
        })
        .join("");
    },
    end: (summary) => {
      const opening = separator === ",\n" ? "" : separator;
      const rest = JSON.stringify({ invariants, unresolved, summary }, null, 2);
      return `${opening}\n],\n${rest.slice(1)}\n`;
    },
  };
}
