import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { BadInput } from "../cli/bad-input";
import { exitCodeOf } from "../cli/ending";
import { EXIT, type ExitCode } from "../cli/exit-codes";
import { abortOnSignals } from "../cli/interruption";
import { loadConfig, parseConfig } from "../config/load";
import { packageRoot } from "../config/package-root";
import { estateInput } from "./estate";
import { differences, readEarlier } from "./synth/compare";
import { round, type Stage } from "./synth/measure";
import { CommandFailed } from "./synth/process-tree";
import { anchorsOf, readOptions, runsOf, type SynthOptions } from "./synth/options";
import { growthIn, type Machine, synthJson, synthTables } from "./synth/report";
import { isAllIdentical, resultOf, type Round, type Size, type SynthResult } from "./synth/summary";

async function bench(options: SynthOptions): Promise<ExitCode> {
  const earlier = options.compare === undefined ? undefined : readEarlier(options.compare);
  const before = machine();
  const results = await measured(options);
  const report = {
    machine: before,
    results,
    growth: growthIn(results),
    ...(earlier && { comparison: differences(earlier, results) }),
  };
  process.stdout.write(`${options.json ? synthJson(report) : synthTables(report)}\n`);
  return results.every(isAllIdentical) ? EXIT.fine : EXIT.wrong;
}

async function measured(options: SynthOptions): Promise<readonly SynthResult[]> {
  const project = projectOf(options);
  const scratch = mkdtempSync(path.join(tmpdir(), "warden-bench-synth-"));
  const stage = {
    project,
    scratch,
    signal: abortOnSignals(() => process.exit(EXIT.interrupted)),
  };
  try {
    const results: SynthResult[] = [];
    for (const { size, config } of configurations(options, scratch)) {
      const anchors = anchorsOf(options, size.accounts);
      const runs = runsOf(options, size.accounts);
      const rounds = await roundsOf({ ...stage, anchors, config }, size, runs);
      results.push(resultOf(size, rounds));
    }
    return results;
  } finally {
    rmSync(scratch, { recursive: true, maxRetries: 3 });
  }
}

function projectOf({ project = packageRoot() }: SynthOptions): string {
  if (existsSync(path.join(project, "script", "start.mjs"))) return path.resolve(project);
  throw new BadInput(`--project ${project}: no checkout, there is no script/start.mjs`);
}

/**
 * A file for each size, as a user has one.
 * @throws ConfigError
 */
function configurations(
  { accounts: sizes, regions, config }: SynthOptions,
  scratch: string,
): readonly { readonly size: Size; readonly config: string }[] {
  if (config !== undefined) {
    const { workloads, furtherRegions } = loadConfig(config);
    const size = { accounts: workloads.length, regions: furtherRegions };
    return [{ size, config: path.resolve(config) }];
  }
  return sizes.map((accounts) => {
    const file = path.join(scratch, `${accounts}.warden.config.ts`);
    const input = estateInput(accounts, { furtherRegions: regions });
    parseConfig(`--accounts ${accounts}`, input);
    writeFileSync(file, `export default ${JSON.stringify(input)};\n`);
    return { size: { accounts, regions }, config: file };
  });
}

async function roundsOf(
  stage: Omit<Stage, "onProgress">,
  { accounts }: Size,
  runs: number,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < runs) {
    const said = `${accounts} accounts, run ${rounds.length + 1} of ${runs}`;
    const onProgress: Stage["onProgress"] = (program) =>
      void process.stderr.write(`${said}: ${program}\n`);
    rounds.push(await round({ ...stage, onProgress }));
  }
  return rounds;
}

const machine = (): Machine => ({
  cores: cpus().length,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  load: loadavg()[0] ?? NaN,
});

async function main(): Promise<void> {
  try {
    process.exitCode = await bench(readOptions(process.argv.slice(2)));
  } catch (error) {
    process.exitCode = exitCodeOf(
      error instanceof CommandFailed ? error.message : error,
      process.stderr,
    );
  }
}

void main();
