import { aligned } from "../aligned";
import type { ProofReport } from "./measure";

const whole = (count: number): string => count.toLocaleString("en");

/** A column for each size. */
export const proofTable = (reports: readonly ProofReport[]): string => {
  const row = (name: string, value: (report: ProofReport) => string) => [
    name,
    ...reports.map(value),
  ];
  return aligned([
    row("workload accounts", ({ accounts }) => whole(accounts)),
    row("regions", ({ regions }) => whole(regions)),
    row("stacks", ({ stacks }) => whole(stacks)),
    row("Terraform JSON", ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`),
    row("paths", ({ paths }) => whole(paths)),
    row("steps", ({ steps }) => whole(steps)),
    row("decisions asked", ({ decisions }) => whole(decisions.asked)),
    row("decisions judged", ({ decisions }) => whole(decisions.judged)),
    row("rules judged", ({ rules }) => whole(rules)),
    row("wall", ({ wallSeconds }) => `${wallSeconds.toFixed(1)} s`),
    row("processor", ({ cpuSeconds }) => `${cpuSeconds.toFixed(1)} s`),
    row("peak", ({ peakMegabytes }) => `${peakMegabytes.toFixed(0)} MB`),
    row(
      "processor, an account",
      ({ cpuMsPerAccount }) => `${whole(Math.round(cpuMsPerAccount))} ms`,
    ),
    row("proved", ({ proved }) => (proved ? "yes" : "NO")),
  ]).join("\n");
};
