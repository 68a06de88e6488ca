import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { format } from "prettier";
import { aligned } from "../bench/aligned";
import { BadInput } from "../cli/bad-input";
import { exitCodeOf } from "../cli/ending";
import { EXIT } from "../cli/exit-codes";
import { abortOnSignals } from "../cli/interruption";
import { type Progress } from "../cli/progress/progress";
import { progressOn } from "../cli/progress/progress-on";
import { loadConfig } from "../config/load";
import { packageRoot } from "../config/package-root";
import { type WardenConfig } from "../config/schema";
import { planStacks } from "../config/stack-plan";
import { costDocument } from "../cost/document";
import { estateOf, type StackResources } from "../cost/estate";
import { amount, dollars, fineDollars } from "../cost/format";
import { inputsWith } from "../cost/inputs";
import { costOptions, type CostOptions, USAGE } from "../cost/options";
import { costReport, type CostReport } from "../cost/report";
import { readStack } from "../stacks/read-stack";
import { synthesize } from "../stacks/synthesize";

type JsonOf = (name: string) => StackResources;

function synthesized(config: WardenConfig): JsonOf {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-cost-"));
  try {
    const stacks = synthesize(config, folder).map((stack) => [stack.name, readStack(stack).json]);
    const found = new Map(stacks as [string, StackResources][]);
    return (name) => found.get(name) ?? {};
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** More of them take longer than a second. */
const WORTH_TELLING = 50;

async function report(options: CostOptions, progress: Progress): Promise<CostReport> {
  const config = loadConfig(options.config);
  const count = planStacks(config).length;
  if (count < WORTH_TELLING) return reportOf(config, options);
  return progress.step(`Synthesize ${count} stacks and count`, async () => {
    // The title is shown first.
    await setImmediate();
    return reportOf(config, options);
  });
}

function reportOf(config: WardenConfig, { workload, accounts, inputs }: CostOptions): CostReport {
  const names = config.workloads.map(({ name }) => name);
  if (workload !== undefined && !names.includes(workload)) {
    throw new BadInput(`--workload must be one of ${names.join(", ")}: ${workload}`);
  }
  const estate = estateOf(config, synthesized(config), workload);
  const usual = workload === undefined ? names.length : 1;
  return costReport(estate, inputs, accounts ?? usual);
}

/** Writes `docs/cost.md` anew, from the committed examples. */
async function write(): Promise<void> {
  const example = (...file: readonly string[]) => {
    const config = loadConfig(path.join(packageRoot(), ...file, "warden.config.ts"));
    const jsonOf = synthesized(config);
    return (workload: string) => estateOf(config, jsonOf, workload);
  };
  const organization = example("examples", "organization");
  const examples = {
    invitation: example()("payments"),
    organization: organization("claims"),
    scanned: organization("payments"),
  };
  const text = costDocument(examples, inputsWith());
  const file = path.join(packageRoot(), "docs", "cost.md");
  writeFileSync(file, await format(text, { parser: "markdown", printWidth: 100 }));
}

function textOf({ accounts, month, incidents }: CostReport): string {
  const items = month.items.map(({ account, item, quantity, unit, usd }) => [
    ...[account, item, amount(quantity), unit, dollars(usd)],
  ]);
  return [
    ...aligned([["account", "item", "quantity", "unit", "USD"], ...items]),
    "",
    `A quiet month of ${amount(accounts)} workload accounts: ${dollars(month.usd)},`,
    `${dollars(month.eachWorkload)} each and ${dollars(month.once)} for what is there once.`,
    ...incidents.map(
      ({ name, calls, usd }) => `An incident, ${name}: ${calls} calls, ${fineDollars(usd)}.`,
    ),
    "By list prices of us-east-1; docs/cost.md has them, and what is not counted.",
    "",
  ].join("\n");
}

async function main(): Promise<void> {
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const options = costOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.write) {
    await write();
    return;
  }
  const found = await report(options, await progressOn(process.stderr));
  // Signals that came meanwhile are told only now.
  await setImmediate();
  signal.throwIfAborted();
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : textOf(found));
}

main().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error, process.stderr);
});
