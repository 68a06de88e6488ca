import path from "node:path";
import { CONFIGURATIONS, must } from "./commands";

/** The lowest that package.json's `engines` lets in, and the last of each line that is maintained. */
export const NODE_VERSIONS = ["20.19.0", "22.23.3", "24.21.0"] as const;

/** What depends on Node and not on types: writing stacks, the command line, the responder's bundle. */
export const NODE_TESTS = [
  "__tests__/constructs/responder-archive",
  "__tests__/stacks/synthesize",
  "__tests__/cli/warden.test.ts",
];

export interface NodeTrial {
  readonly project: string;
  /** Ours to write to; gone when all is done. */
  readonly scratch: string;
  /** Paths of tests; none means all quick ones. */
  readonly tests: readonly string[];
  readonly signal: AbortSignal;
}

/** Where a version writes the stacks of both configurations. */
export const stacksOf = ({ scratch }: Pick<NodeTrial, "scratch">, version: string): string =>
  path.join(scratch, version, "stacks");

/** The steps by name, in order; each throws CommandFailed. */
export function stepsOn(
  version: string,
  trial: NodeTrial,
): Readonly<Record<string, () => Promise<void>>> {
  const { project, scratch, tests, signal } = trial;
  const prefix = path.join(scratch, version);
  const bin = path.join(prefix, "node_modules", "node", "bin");
  const node = (args: readonly string[], env = {}) =>
    must([path.join(bin, "node"), ...args], {
      cwd: project,
      signal,
      // Scripts that start `node` get this one too.
      env: { PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`, ...env },
    });
  const warden = (...args: readonly string[]) =>
    node(["script/start.mjs", "cli/warden.ts", ...args], {
      CDKTF_OUTDIR: path.join(prefix, "proved"),
    });
  const install = ["--prefix", prefix, "--prefer-offline", "--no-audit", "--no-fund"];
  return {
    install: () =>
      must(["npm", "install", ...install, `node@${version}`], {
        cwd: scratch,
        signal,
        env: { npm_config_loglevel: "error" },
      }),
    synth: async () => {
      for (const [index, file] of CONFIGURATIONS.entries()) {
        const outdir = path.join(stacksOf(trial, version), String(index));
        await node(["script/start.mjs", "main.ts"], { WARDEN_CONFIG: file, CDKTF_OUTDIR: outdir });
      }
    },
    "warden --help": () => warden("--help"),
    "warden prove": () => warden("prove", "--quiet"),
    tests: () => node([path.join("node_modules", "jest", "bin", "jest.js"), ...tests]),
  };
}
