import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { unzipSync, zipSync } from "fflate";
import { packageRoot } from "../../config/package-root";
import { buildResponderArchive } from "../../constructs/responder-archive";
import { type LambdaOptions, type LambdaProcess, startLambda } from "../../emulator";
import { measuredHandler } from "./measured-handler";

/** What one event cost a handler. */
export interface Run {
  readonly wallMs: number;
  /** Processor time: waiting for AWS costs none. */
  readonly ownMs: number;
  /** HTTP methods, in the order in which the calls were begun. */
  readonly requests: readonly string[];
  readonly error: string | null;
}

export interface RunningHandler {
  run(event: unknown): Promise<Run>;
  stop(): Promise<void>;
}

/** The deployed archive, with a clock around its handler; an invocation answers its `Run`. */
export const startMeasured = (options: Omit<LambdaOptions, "handler">): Promise<LambdaProcess> =>
  startLambda({
    ...options,
    archive: zipSync({
      ...unzipSync(options.archive),
      "measured.js": Buffer.from(measuredHandler),
    }),
    handler: "measured.handler",
  });

export async function startOurs(
  environment: Readonly<Record<string, string>>,
): Promise<RunningHandler> {
  const archive = new Uint8Array(readFileSync(buildResponderArchive().path));
  const lambda = await startMeasured({ archive, environment, timeoutSeconds: 60 });
  return {
    run: async (event) => {
      const result = await lambda.invoke(event);
      if (result.ok) return result.result as Run;
      throw new Error(`the benchmark's own handler failed: ${result.errorMessage}`);
    },
    stop: () => lambda.stop(),
  };
}

/** The seed's handler in a Python process, which ends with its input. */
export function startSeed(
  python: string,
  environment: Readonly<Record<string, string>>,
): RunningHandler {
  const file = path.join(packageRoot(), "bench", "responder", "run-seed.py");
  const child = spawn(python, [file], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = (await lines.next()) as IteratorResult<string, undefined>;
    if (line.done) throw new Error("the seed's handler ended");
    return JSON.parse(line.value);
  };
  const loaded = next();
  return {
    run: async (event) => {
      await loaded;
      child.stdin.write(`${JSON.stringify(event)}\n`);
      return (await next()) as Run;
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await ended;
    },
  };
}
