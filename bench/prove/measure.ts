import { statSync } from "node:fs";
import path from "node:path";
import { proveSideBySide } from "../../cli/prove/side-by-side";
import { added, nothingYet, type Summary } from "../../cli/prove/summary";
import { textReport } from "../../cli/prove/text";
import type { WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { organizationOf } from "../estate";

export interface ProofReport {
  /** Workload accounts. */
  readonly accounts: number;
  readonly regions: number;
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
  /** Of the process with its threads, which reads and proves and has synthesized nothing. */
  readonly peakMegabytes: number;
  readonly cpuMsPerAccount: number;
}

/** What is measured. */
export interface Size {
  readonly accounts: number;
  readonly regions: number;
}

const FURTHER = ["eu-west-1"] as const;

/** So many regions and more can't be asked for. */
export const MOST_REGIONS = FURTHER.length + 1;

export const provedOrganization = ({ accounts, regions }: Size): WardenConfig =>
  organizationOf(accounts, { furtherRegions: FURTHER.slice(0, regions - 1) });

/**
 * Reads and proves as the command does, and throws away what it would print.
 * @param workers @default as the command chooses
 */
export async function measure(size: Size, outdir: string, workers?: number): Promise<ProofReport> {
  const config = provedOrganization(size);
  const names = planStacks(config).map(({ name }) => name);
  const folder = path.join(outdir, "stacks");
  const text = textReport({ paint: (_, said) => said });
  const started = performance.now();
  let summary: Summary = nothingYet();
  let steps = 0;
  const decisions = { asked: 0, judged: 0 };
  await proveSideBySide(
    { config, stacks: { names, folder, beside: [] } },
    {
      workers,
      onReport: (report, { asked, judged }) => {
        steps += report.paths.reduce((sum, { hops }) => sum + hops.length, 0);
        summary = added(summary, report);
        decisions.asked += asked;
        decisions.judged += judged;
        text.scope(report);
      },
    },
  );
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  const paths = summary.paths.holds + summary.paths.broken + summary.paths.unknown;
  const cpuSeconds = (user + system) / 1e6;
  return {
    ...size,
    stacks: names.length,
    bytes: names.reduce(
      (sum, name) => sum + statSync(path.join(folder, name, "cdk.tf.json")).size,
      0,
    ),
    proved: summary.proved,
    paths,
    steps,
    rules: rulesJudged(summary),
    decisions,
    wallSeconds,
    cpuSeconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    cpuMsPerAccount: (cpuSeconds * 1000) / size.accounts,
  };
}

const rulesJudged = ({ rules }: Summary): number =>
  Object.values(rules).reduce(
    (sum, { compliant, violating, suppressed }) => sum + compliant + violating + suppressed,
    0,
  );
