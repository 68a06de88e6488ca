import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { exitCodeOf } from "../cli/ending";
import { EXIT, type ExitCode } from "../cli/exit-codes";
import { interruptible } from "../cli/interruption";
import { progressOn } from "../cli/progress/progress-on";
import { packageRoot } from "../config/package-root";
import { commandsWith } from "../future/commands";
import { type FutureOptions, readOptions } from "../future/options";
import { textOf } from "../future/report";
import { isFine, tried, type Trial } from "../future/trial";
import { VARIANTS } from "../future/variants";
import { layOutToday } from "../future/workspace";

/** What is committed, and what is new and would be. */
const LIST = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];

const filesOf = (project: string): readonly string[] =>
  execFileSync("git", LIST, { cwd: project, encoding: "utf8" })
    .split("\0")
    .filter((file) => file !== "");

async function tryAll(
  { variant: names, synthOnly }: FutureOptions,
  scratch: string,
  signal: AbortSignal,
): Promise<readonly Trial[]> {
  const { step } = await progressOn(process.stderr);
  const commands = commandsWith(signal);
  const project = packageRoot();
  const today = layOutToday(project, filesOf(project), scratch);
  const stacks = path.join(scratch, "stacks");
  await step("Synthesize as it is today", () => commands.synthesize(today, stacks));
  const trials: Trial[] = [];
  for (const variant of VARIANTS.filter(({ name }) => names.includes(name))) {
    const trial = await step(variant.title, (say) =>
      tried(variant, { today, stacks, synthOnly, commands, say }),
    );
    trials.push(trial);
  }
  return trials;
}

async function main(): Promise<ExitCode> {
  const options = readOptions(process.argv.slice(2));
  const scratch = mkdtempSync(path.join(tmpdir(), "warden-future-"));
  const trials = await interruptible(async (signal) => {
    try {
      return await tryAll(options, scratch, signal);
    } finally {
      // Still listening: a second signal mustn't leave half of it.
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  });
  process.stdout.write(options.json ? `${JSON.stringify(trials, null, 2)}\n` : textOf(trials));
  return trials.every(isFine) ? EXIT.fine : EXIT.wrong;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = exitCodeOf(error, process.stderr);
  },
);
