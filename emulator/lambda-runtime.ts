import { type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { createInterface } from "node:readline";
import { unzipSync } from "fflate";
import { lambdaBootstrap } from "./lambda-bootstrap";
import { type LambdaResult, RuntimeApi } from "./lambda-runtime-api";
import { endTethered, spawnTethered } from "./tether";

export { type LambdaResult } from "./lambda-runtime-api";

export interface LambdaOptions {
  readonly archive: Uint8Array;
  /** `module.export`, as the function's configuration says it. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** @default function */
  readonly functionName?: string;
  readonly onLog?: (line: string) => void;
}

export interface LambdaProcess {
  /**
   * One event at a time, as one execution environment takes them. The function's clock may be put
   * ahead, so that an event comes later for it than it does for us.
   */
  invoke(event: unknown, clockAheadMilliseconds?: number): Promise<LambdaResult>;
  /** SIGKILL, in the middle of whatever it does; the next event meets a new process. */
  kill(): void;
  stop(): Promise<void>;
}

/** Runs a deployed archive in a Node process of its own, which sees nothing but its environment. */
export async function startLambda(options: LambdaOptions): Promise<LambdaProcess> {
  const folder = await mkdtemp(join(tmpdir(), "warden-lambda-"));
  const root = join(folder, "task");
  const bootstrap = join(folder, "bootstrap.mjs");
  await unpack(options.archive, root);
  await writeFile(bootstrap, lambdaBootstrap);
  const api = new RuntimeApi(options.timeoutSeconds);
  const env = { ...options.environment, ...reserved(options, root, await api.listen()) };
  const sandbox = new Sandbox(api, () => {
    const child = spawnTethered(process.execPath, [bootstrap], {
      env,
      cwd: root,
      graceMilliseconds: 500,
    });
    forwardLines(child, options.onLog);
    return child;
  });
  let queue: Promise<unknown> = Promise.resolve();
  return {
    invoke: (event, clockAheadMilliseconds = 0) => {
      const result = queue.then(() => sandbox.run(event, clockAheadMilliseconds));
      queue = result;
      return result;
    },
    kill: () => {
      api.kill();
    },
    stop: async () => {
      await sandbox.end();
      await api.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function unpack(archive: Uint8Array, root: string): Promise<void> {
  for (const [name, bytes] of Object.entries(unzipSync(archive))) {
    const file = resolve(root, name);
    if (name.endsWith("/") || !file.startsWith(root + sep)) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** Variables that Lambda sets itself, and that a function can't. */
const reserved = (
  { handler, functionName = "function" }: LambdaOptions,
  root: string,
  address: string,
) => ({
  AWS_LAMBDA_RUNTIME_API: address,
  AWS_LAMBDA_FUNCTION_NAME: functionName,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "rehearsal",
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
  LAMBDA_TASK_ROOT: root,
  LAMBDA_RUNTIME_DIR: dirname(root),
  _HANDLER: handler,
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
});

function forwardLines(child: ChildProcess, onLog: LambdaOptions["onLog"]): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on("line", (line) => onLog?.(line));
  }
}

/** The function's process: started when an event needs it, and anew after it was lost. */
class Sandbox {
  private child: ChildProcess | undefined;

  constructor(
    private readonly api: RuntimeApi,
    private readonly start: () => ChildProcess,
  ) {}

  async run(event: unknown, clockAheadMilliseconds: number): Promise<LambdaResult> {
    this.child ??= this.start().once("exit", (code) => {
      this.child = undefined;
      this.api.exited(code);
    });
    const { result, lost } = await this.api.run(event, clockAheadMilliseconds);
    if (lost) await this.end();
    return result;
  }

  async end(): Promise<void> {
    if (this.child !== undefined) await endTethered(this.child);
  }
}
