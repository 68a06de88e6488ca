import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadConfig } from "../../config/load";
import type { WardenConfig } from "../../config/schema";
import { loadEngine } from "../../decisions/judge";
import { type Part, PARTS } from "../../proof/parts";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { abortOnSignals } from "../interruption";
import { paintFor } from "../progress/paint";
import type { Say } from "../progress/progress";
import { progressOn } from "../progress/progress-on";
import { jsonReport } from "../prove/json";
import { sarifDocument, sarifResults } from "../prove/sarif";
import { proveSideBySide } from "../prove/side-by-side";
import { stacksToProve } from "../prove/stacks";
import { added, nothingYet, type Summary } from "../prove/summary";
import { textReport } from "../prove/text";
import { synthesizeSideBySide } from "../synth/side-by-side";
import { workersFlag } from "../workers-flag";

export interface ProveFlags {
  readonly config?: string;
  readonly skipSynth?: true;
  readonly also?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
  readonly sarif?: string;
  readonly family?: readonly Part[];
  readonly workload?: readonly string[];
  readonly workers?: string;
}

/** Proves from the synthesized stacks alone that alerts arrive and permissions are just enough. */
export async function proveCommand(flags: ProveFlags): Promise<ExitCode> {
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  checkSarif(flags.sarif);
  const parts = flags.family ?? PARTS;
  const workers = workersFlag(flags.workers);
  // Minutes of work must not end at a package that was missing from the beginning.
  await loadEngine();
  const config = loadConfig(flags.config);
  checkWorkloads(config, flags.workload);
  const progress = await progressOn(process.stderr, flags);
  const screen = heldOutput();
  const { summary, results } = await progress.step("Prove what the stacks promise", (say) =>
    proveAll({ config, flags, parts, workers, signal, say, write: screen.write }),
  );
  screen.release();
  if (flags.sarif !== undefined) writeSarif(flags.sarif, results);
  return summary.proved ? EXIT.fine : EXIT.wrong;
}

interface Run {
  readonly config: WardenConfig;
  readonly flags: ProveFlags;
  readonly parts: readonly Part[];
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
  readonly say: Say;
  readonly write: (text: string) => void;
}

/** Scope by scope: only what is told of one stays when the next is read. */
async function proveAll({ config, flags, parts, workers, signal, say, write }: Run) {
  const paint = paintFor(process.stdout, process.env);
  const report = flags.json ? jsonReport() : textReport({ paint, quiet: flags.quiet ?? false });
  const results: ReturnType<typeof sarifResults>[number][] = [];
  // One workload alone has nothing of some families.
  let summary: Summary = nothingYet(flags.workload ? [] : parts);
  const stacks = stacksToProve(config, flags);
  if (!flags.skipSynth) await synthesizeSideBySide(config, { workers, signal });
  await proveSideBySide(
    { config, stacks, parts, chosen: flags.workload },
    {
      workers,
      signal,
      onReport: (found) => {
        summary = added(summary, found);
        say(`${found.workload ?? "what the accounts share"}, ${told(summary)}`);
        if (flags.sarif !== undefined) results.push(...sarifResults(found));
        write(report.scope(found));
      },
    },
  );
  write(report.end(summary, askedFor(flags)));
  return { summary, results };
}

const told = ({ paths }: Summary): string =>
  `${paths.holds} paths proved, ${paths.broken + paths.unknown} not`;

/** A moving list on the same terminal would be written over. */
function heldOutput() {
  const held: string[] = [];
  const isHeld = process.stdout.isTTY && process.stderr.isTTY;
  return {
    write: (text: string): void => {
      if (isHeld) held.push(text);
      else process.stdout.write(text);
    },
    release: (): void => {
      for (const text of held) process.stdout.write(text);
    },
  };
}

const askedFor = ({ family = [], workload = [] }: ProveFlags): string | undefined =>
  family.length + workload.length === 0 ? undefined : [...family, ...workload].join(", ");

function checkWorkloads({ workloads }: WardenConfig, names: readonly string[] = []): void {
  const known = workloads.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new BadInput(
      `--workload: there is no ${unknown.join(", ")}; there are: ${known.join(", ")}`,
    );
  }
}

function checkSarif(file: string | undefined): void {
  if (file !== undefined && statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BadInput(`--sarif names a folder: ${file}`);
  }
}

function writeSarif(file: string, results: Parameters<typeof sarifDocument>[0]): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(sarifDocument(results), null, 2)}\n`);
}
