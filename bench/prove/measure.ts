import { readFileSync } from "node:fs";
import path from "node:path";
import { scopeReport } from "../../cli/prove/report";
import { added, nothingYet, type Summary } from "../../cli/prove/summary";
import { textReport } from "../../cli/prove/text";
import { planStacks } from "../../config/stack-plan";
import { questions } from "../../proof/decide/judged";
import { readTerraform } from "../../proof/model/stack";
import { proveScope } from "../../proof/prove";
import { scopesOf } from "../../proof/scope";
import { organizationOf } from "./estate";

export interface ProofReport {
  /** Workload accounts. */
  readonly accounts: number;
  readonly stacks: number;
  /** Of all Terraform JSON. */
  readonly bytes: number;
  readonly proved: boolean;
  readonly paths: number;
  readonly steps: number;
  /** Times that a rule was judged. */
  readonly rules: number;
  readonly decisions: { readonly asked: number; readonly judged: number };
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Of the process, which reads and proves and has synthesized nothing. */
  readonly peakMegabytes: number;
  readonly msPerPath: number;
}

/** Reads and proves as the command does, and throws away what it would print. */
export async function measure(accounts: number, outdir: string): Promise<ProofReport> {
  const config = organizationOf(accounts);
  const names = planStacks(config).map(({ name }) => name);
  const fileOf = (name: string) => path.join(outdir, "stacks", name, "cdk.tf.json");
  const read = (name: string) => readTerraform(fileOf(name), name);
  const text = textReport({ paint: (_, said) => said });
  const started = performance.now();
  let summary: Summary = nothingYet();
  let steps = 0;
  for (const scope of scopesOf(config, { names, read })) {
    const report = scopeReport(scope, await proveScope(scope));
    steps += report.paths.reduce((sum, { hops }) => sum + hops.length, 0);
    summary = added(summary, report);
    text.scope(report);
  }
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  const paths = summary.paths.holds + summary.paths.broken + summary.paths.unknown;
  return {
    accounts,
    stacks: names.length,
    bytes: names.reduce((sum, name) => sum + readFileSync(fileOf(name)).length, 0),
    proved: summary.proved,
    paths,
    steps,
    rules: rulesJudged(summary),
    decisions: { ...questions },
    wallSeconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    msPerPath: (wallSeconds * 1000) / paths,
  };
}

const rulesJudged = ({ rules }: Summary): number =>
  Object.values(rules).reduce(
    (sum, { compliant, violating, suppressed }) => sum + compliant + violating + suppressed,
    0,
  );
