import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../config/load";
import { packageRoot } from "../config/package-root";
import { HARMLESS } from "../mutants/harmless";
import { outcomeOf } from "../mutants/outcome";
import { Noticer } from "../mutants/notice";
import { type ConfigReport, isClean, jsonOf, type Report, textOf } from "../mutants/report";
import { runAll, serve } from "../mutants/run";
import { mutantsFor, sampled } from "../mutants/select";
import { readStacks } from "../proof/model/stack";
import { synthesize } from "../stacks/synthesize";

const CONFIGS = ["warden.config.ts", "examples/organization/warden.config.ts"];

const USAGE = `Usage: npm run mutants -- [options]

Spoils the synthesized stacks one thing at a time and shows what the proof overlooks (docs/mutants.md).

  --config <file>   a configuration, more than once if need be (default: both committed ones)
  --stack <name>    mutants of this stack alone, more than once if need be
  --limit <n>       a sample of so many, drawn by --seed (default: 1)
  --thorough        judges everything again for each mutant: hours
  --json            the report as JSON
  --help            this text

Exit codes: 0 nothing is overlooked; 1 something is, or a reason has become stale; 2 bad option.
`;

const { values: asked } = parseArgs({
  options: {
    config: { type: "string", multiple: true },
    stack: { type: "string", multiple: true },
    limit: { type: "string" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    /** Judges everything again for each mutant: hours, and the same must come of it. */
    thorough: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    /** Set by this script alone, with the folder of the stacks. */
    worker: { type: "string" },
  },
});

const isWhole = !asked.config && !asked.stack && asked.limit === undefined;

function readAll(file: string, folder: string) {
  const config = loadConfig(path.resolve(packageRoot(), file));
  const stacks = readStacks(folder);
  const noticer = new Noticer(config, stacks, asked.thorough);
  return { mutants: mutantsFor(config, stacks), noticer };
}

async function mutate(file: string): Promise<ConfigReport> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-mutants-"));
  try {
    synthesize(loadConfig(path.resolve(packageRoot(), file)), folder);
    const { mutants, noticer } = readAll(file, folder);
    const chosen = mutants.filter(({ stack }) => asked.stack?.includes(stack) ?? true);
    const wanted =
      asked.limit === undefined ? chosen : sampled(chosen, Number(asked.limit), asked.seed);
    const started = performance.now();
    const unproved = await noticer.unproved();
    const tried = await runAll({
      program: process.argv[1] ?? "",
      workerArguments: workerArguments(file, folder),
      mutants: wanted,
      onProgress: (done) => {
        process.stderr.write(`\r${file}: ${done} of ${wanted.length} mutants`);
      },
    });
    process.stderr.write("\n");
    const seconds = (performance.now() - started) / 1000;
    return { config: file, tried, outcome: outcomeOf(tried), unproved, seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const workerArguments = (file: string, folder: string): string[] => [
  ...["--worker", folder, "--config", file],
  ...(asked.thorough ? ["--thorough"] : []),
];

async function main(): Promise<void> {
  const configs: ConfigReport[] = [];
  for (const file of asked.config ?? CONFIGS) configs.push(await mutate(file));
  const used = new Set(configs.flatMap(({ outcome }) => [...outcome.used]));
  const stale = isWhole ? HARMLESS.filter((reason) => !used.has(reason)) : [];
  const report: Report = { configs, stale };
  process.stdout.write(asked.json ? `${jsonOf(report)}\n` : textOf(report));
  if (!isClean(report)) process.exitCode = 1;
}

if (asked.help) {
  process.stdout.write(USAGE);
} else if (asked.worker === undefined) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  });
} else {
  const { mutants, noticer } = readAll(asked.config?.[0] ?? "", asked.worker);
  serve(mutants, (mutant) => noticer.notice(mutant));
}
