import { type ScopeReport, scopeReport } from "../../cli/prove/report";
import { type Part } from "../../proof/parts";
import { proveScope } from "../../proof/prove";
import { scopesOf } from "../../proof/scope";
import type { Proven } from "./proof";

/** What each scope reports of one part of the proof. */
export async function reportsOf(
  { config, stacks }: Proven,
  parts: readonly Part[],
): Promise<readonly ScopeReport[]> {
  const reports: ScopeReport[] = [];
  for (const scope of scopesOf(config, stacks)) {
    reports.push(scopeReport(scope, await proveScope(scope, { parts })));
  }
  return reports;
}
