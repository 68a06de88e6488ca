import path from "node:path";
import { loadConfig } from "../../config/load";
import { matchingStacks } from "../../config/only-stacks";
import type { WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import type { SynthesizedStack } from "../../stacks/synthesize";
import { EXIT, type ExitCode } from "../exit-codes";
import { abortOnSignals } from "../interruption";
import type { Say } from "../progress/progress";
import { progressOn } from "../progress/progress-on";
import { type SideBySide, synthesizeSideBySide } from "../synth/side-by-side";
import { workersFlag } from "../workers-flag";

export interface SynthFlags {
  readonly config?: string;
  readonly only?: readonly string[];
  readonly workers?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** More than this takes longer than a second. */
const WORTH_TELLING = 100;

export async function synthCommand({ json, ...flags }: SynthFlags): Promise<ExitCode> {
  const workers = workersFlag(flags.workers);
  const config = loadConfig(flags.config);
  const stacks = await told(config, { only: flags.only, workers }, flags);
  process.stdout.write(json ? `${JSON.stringify(stacks, null, 2)}\n` : table(stacks));
  return EXIT.fine;
}

async function told(
  config: WardenConfig,
  options: SideBySide,
  flags: SynthFlags,
): Promise<readonly SynthesizedStack[]> {
  const count = matchingStacks(planStacks(config), options.only ?? []).length;
  if (count < WORTH_TELLING) return synthesizeSideBySide(config, options);
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const progress = await progressOn(process.stderr, flags);
  return progress.step(`Write ${count} stacks`, (say: Say) =>
    synthesizeSideBySide(config, {
      ...options,
      signal,
      onWritten: (written, of) => {
        say(`${written} of ${of}`);
      },
    }),
  );
}

function table(stacks: readonly SynthesizedStack[]): string {
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const rows = stacks.map(({ name, accountId, directory }) => {
    const folder = path.relative(process.cwd(), directory);
    return `${name.padEnd(width)}  ${accountId}  ${folder}\n`;
  });
  return rows.join("");
}
