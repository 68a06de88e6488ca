import path from "node:path";
import { run } from "../cli/run";

export const CONFIGURATIONS = ["warden.config.ts", "examples/organization/warden.config.ts"];

/** Everything that knows cdktf, from single constructs to the rules about every resource. */
export const TESTS = ["constructs", "stacks", "invariants", "policies"].map(
  (name) => `__tests__/${name}/`,
);

/** The last of what it said; the reason stands there. */
const LINES = 40;

/** A command said that something is wrong. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`${command} failed\n${output}`);
  }
}

/** What can be done with a copy of the project; each throws CommandFailed. */
export interface Commands {
  install(copy: string): Promise<void>;
  /** Writes the stacks of each configuration into a folder of its own below `outdir`. */
  synthesize(copy: string, outdir: string): Promise<void>;
  types(copy: string): Promise<void>;
  tests(copy: string, skipped: readonly string[]): Promise<void>;
}

const INSTALL = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
const TYPESCRIPT = path.join("..", "node_modules", "typescript", "bin", "tsc");
const JEST = path.join("..", "node_modules", "jest", "bin", "jest.js");

export interface MustRun {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** @throws CommandFailed */
export async function must(
  [command = "", ...args]: readonly string[],
  { cwd, env, signal }: MustRun,
): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, {
    cwd,
    signal,
    env: { ...process.env, ...env },
  });
  if (code === 0) return;
  const lines = `${stdout}\n${stderr}`.trim().split("\n");
  const told = [path.basename(command), ...args].join(" ");
  throw new CommandFailed(told, lines.slice(-LINES).join("\n"));
}

export function commandsWith(signal: AbortSignal): Commands {
  const node = (cwd: string, args: readonly string[], env = {}) =>
    must([process.execPath, ...args], { cwd, env, signal });
  return {
    install: (copy) =>
      must(["npm", ...INSTALL], { cwd: copy, env: { npm_config_loglevel: "error" }, signal }),
    synthesize: async (copy, outdir) => {
      for (const [index, file] of CONFIGURATIONS.entries()) {
        const env = { WARDEN_CONFIG: file, CDKTF_OUTDIR: path.join(outdir, String(index)) };
        await node(copy, ["script/start.mjs", "main.ts"], env);
      }
    },
    types: (copy) => node(copy, [TYPESCRIPT]),
    tests: (copy, skipped) =>
      node(copy, [
        JEST,
        ...TESTS,
        ...skipped.flatMap((file) => ["--testPathIgnorePatterns", file]),
      ]),
  };
}
