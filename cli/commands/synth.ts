import path from "node:path";
import { loadConfig } from "../../config/load";
import { synthesize } from "../../stacks/synthesize";
import { EXIT, type ExitCode } from "../exit-codes";

export interface SynthFlags {
  readonly config?: string;
  readonly json?: true;
}

export function synthCommand({ config: file, json }: SynthFlags): ExitCode {
  const stacks = synthesize(loadConfig(file));
  if (json) {
    process.stdout.write(`${JSON.stringify(stacks, null, 2)}\n`);
    return EXIT.fine;
  }
  const width = Math.max(...stacks.map(({ name }) => name.length));
  for (const { name, accountId, directory } of stacks) {
    const folder = path.relative(process.cwd(), directory);
    process.stdout.write(`${name.padEnd(width)}  ${accountId}  ${folder}\n`);
  }
  return EXIT.fine;
}
