import { type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { endTethered, spawnTethered } from "../emulator/tether";

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Sees each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  readonly firstSignal?: "SIGINT" | "SIGTERM";
  readonly graceMilliseconds?: number;
}

export interface Ran {
  /** 127 when there is no such command. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end, with an environment of its own. An exit code other than 0 is a
 * result, not an error.
 * @throws the signal's reason when it aborts, after the command and its children are gone
 */
export async function run(
  command: string,
  args: readonly string[],
  { signal, onLine, ...options }: RunOptions,
): Promise<Ran> {
  signal?.throwIfAborted();
  const child = spawnTethered(command, args, options);
  const end = () => void endTethered(child);
  signal?.addEventListener("abort", end, { once: true });
  const [code, stdout, stderr] = await Promise.all([
    exitOf(child),
    linesOf(child.stdout, onLine),
    linesOf(child.stderr),
  ]);
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  return { code, stdout, stderr };
}

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve(code ?? 1);
    });
  });

async function linesOf(
  stream: ChildProcess["stdout"],
  onLine?: (line: string) => void,
): Promise<string> {
  const lines: string[] = [];
  if (!stream) return "";
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    onLine?.(line);
  }
  return lines.join("\n");
}
