import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { childSeconds } from "./cpu-times";
import type { Cost } from "./medians";
import { residentKilobytes } from "./resident-memory";

export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Takes what the command prints. */
  readonly log: string;
  readonly signal?: AbortSignal;
}

/** The command ended badly; the message has the end of what it printed. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

/** Between two looks at the memory. */
export const SAMPLE_MILLISECONDS = 50;

const TIMED = '"$@" >"$0" 2>&1; code=$?; times; exit $code';
const SHOWN_LINES = 5;

/**
 * Runs a command to its end and says what it and all processes below it cost.
 * @throws CommandFailed; the signal's reason when it aborts, after the processes are gone
 */
export async function costOf(
  command: readonly string[],
  { cwd, env, log, signal }: Surroundings,
): Promise<Cost> {
  signal?.throwIfAborted();
  const started = performance.now();
  // A group of its own: that is how its processes are found, and ended.
  const child = spawn("sh", ["-c", TIMED, log, ...command], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const group = child.pid ?? NaN;
  const end = () => {
    if (child.exitCode === null) process.kill(-group, "SIGKILL");
  };
  signal?.addEventListener("abort", end, { once: true });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentKilobytes(group));
  }, SAMPLE_MILLISECONDS);
  const [times] = await Promise.all([text(child.stdout), once(child, "close")]);
  const wallSeconds = (performance.now() - started) / 1000;
  clearInterval(sampler);
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (child.exitCode !== 0) throw new CommandFailed(failure(command, String(child.exitCode), log));
  return { wallSeconds, cpuSeconds: childSeconds(times), peakMegabytes: peak / 1024 };
}

function failure(command: readonly string[], code: string, log: string): string {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-SHOWN_LINES);
  return [`${command.join(" ")} ended with ${code}:`, ...lines].join("\n");
}
