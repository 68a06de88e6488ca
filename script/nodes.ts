import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { exitCodeOf } from "../cli/ending";
import { EXIT, type ExitCode } from "../cli/exit-codes";
import { interruptible } from "../cli/interruption";
import { progressOn } from "../cli/progress/progress-on";
import { loadConfig } from "../config/load";
import { packageRoot } from "../config/package-root";
import { CONFIGURATIONS } from "../future/commands";
import { type NodeOptions, readNodeOptions } from "../future/node-options";
import { NODE_TESTS, stacksOf, stepsOn } from "../future/node-versions";
import { stepped, type Stepped } from "../future/steps";
import { differencesOfFolders } from "../future/written";
import { synthesize } from "../stacks/synthesize";

interface OnNode extends Stepped {
  readonly node: string;
  /** Paths in the stacks where this version writes something else than the one that runs this. */
  readonly differences: readonly string[];
}

async function tryAll(
  { node: versions, allTests }: NodeOptions,
  scratch: string,
  signal: AbortSignal,
): Promise<readonly OnNode[]> {
  const { step } = await progressOn(process.stderr);
  const project = packageRoot();
  const tests = allTests ? [] : NODE_TESTS;
  const trial = { project, scratch, tests, signal };
  const own = path.join(scratch, "own");
  await step(`Synthesize on Node ${process.versions.node}`, async () => {
    for (const [index, file] of CONFIGURATIONS.entries()) {
      synthesize(loadConfig(path.join(project, file)), path.join(own, String(index)));
    }
    return Promise.resolve();
  });
  const results: OnNode[] = [];
  for (const version of versions) {
    const result = await step(`Node ${version}`, (say) => stepped(stepsOn(version, trial), say));
    const isWritten = result.passed.includes("synth");
    const found = isWritten ? differencesOfFolders(own, stacksOf(trial, version)) : [];
    results.push({ node: version, ...result, differences: found.map((one) => one.path) });
  }
  return results;
}

const isFine = ({ failure, differences }: OnNode): boolean =>
  failure === undefined && differences.length === 0;

const textOf = (result: OnNode): string =>
  [
    `${isFine(result) ? "fine " : "WRONG"} Node ${result.node}: ${result.passed.join(", ")}`,
    ...result.differences.map((where) => `      other stacks: ${where}`),
    ...(result.failure ? [`      failed: ${result.failure.command}`, result.failure.output] : []),
    "",
  ].join("\n");

async function main(): Promise<ExitCode> {
  const options = readNodeOptions(process.argv.slice(2));
  const scratch = mkdtempSync(path.join(tmpdir(), "warden-nodes-"));
  const results = await interruptible(async (signal) => {
    try {
      return await tryAll(options, scratch, signal);
    } finally {
      // Still listening: a second signal mustn't leave half of it.
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  });
  const json = () => `${JSON.stringify(results, null, 2)}\n`;
  process.stdout.write(options.json ? json() : results.map(textOf).join(""));
  return results.every(isFine) ? EXIT.fine : EXIT.wrong;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = exitCodeOf(error, process.stderr);
  },
);
