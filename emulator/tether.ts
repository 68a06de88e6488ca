import { type ChildProcess, spawn } from "node:child_process";

export interface TetherOptions {
  /** The child's whole environment: nothing of ours leaks in. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Asked first, so that a child can put its house in order. @default SIGTERM */
  readonly firstSignal?: "SIGTERM" | "SIGINT";
  /** Time between the first signal and SIGKILL. @default 2000 */
  readonly graceMilliseconds?: number;
}

/*
 * Runs in a Node process of its own, between us and the command. A process that is killed with
 * SIGKILL can't clean up; but the kernel closes its end of this process's standard input, and that
 * is what ends the command here. The command leads its own process group, so that the processes it
 * started (Terraform's providers, a shell's children) go with it. The group is killed even after
 * its leader ended well: a leader may leave children behind. Signals are caught before the command
 * starts: one that comes between would end this process and leave the command alone.
 */
const wrapper = `
const { spawn } = require("node:child_process");
const [firstSignal, grace, command, ...args] = process.argv.slice(1);
let child;
const signalGroup = (signal) => { try { process.kill(-child.pid, signal); } catch {} };
let ending = false;
const end = () => {
  if (ending || child.pid === undefined) return;
  ending = true;
  signalGroup(firstSignal);
  setTimeout(() => signalGroup("SIGKILL"), Number(grace));
};
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, end);
child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: true });
child.once("error", (error) => { console.error(error.message); process.exit(127); });
child.once("exit", (code, signal) => {
  signalGroup("SIGKILL");
  process.exit(code ?? 128 + (require("node:os").constants.signals[signal] ?? 0));
});
process.stdin.once("end", end).once("error", end).resume();
`;

/**
 * Starts a command that can't outlive us, however we end.
 * The result stands for the command: its output, its exit code (128 + number when a signal ended it).
 * `kill()` ends the command and everything it started.
 */
export function spawnTethered(
  command: string,
  args: readonly string[],
  options: TetherOptions,
): ChildProcess {
  const { env, cwd, firstSignal = "SIGTERM", graceMilliseconds = 2000 } = options;
  const wrapped = ["-e", wrapper, "--", firstSignal, String(graceMilliseconds), command, ...args];
  return spawn(process.execPath, wrapped, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ["pipe", "pipe", "pipe"],
    // A Ctrl-C on the terminal reaches us alone: we decide in which order things end.
    detached: true,
  });
}

/** Ends a tethered command and waits until it is gone. */
export async function endTethered(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  child.kill("SIGTERM");
  await gone;
}
