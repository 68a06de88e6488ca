import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { CommandFailed, costOf } from "../../../bench/synth/process-tree";

const folder = mkdtempSync(path.join(tmpdir(), "warden-tree-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const log = path.join(folder, "log");
const surroundings = { cwd: folder, env: process.env, log };
const shell = (script: string, signal?: AbortSignal) =>
  costOf(["sh", "-c", script], { ...surroundings, ...(signal && { signal }) });

/** A thread fills 128 MB and keeps busy for 0.2 seconds of processor; the others wait. */
const BUSY_THREAD = `
  const busy = () => {
    const filled = Buffer.alloc(128 * 2 ** 20, 1);
    const { cpuUsage } = require("node:process");
    const used = () => cpuUsage().user + cpuUsage().system;
    const end = used() + 0.2e6;
    while (used() < end && filled[0] === 1);
  };
  new (require("node:worker_threads").Worker)("(" + busy + ")()", { eval: true });
`;

test("the threads of a process below the command are counted, and its memory", async () => {
  const script = path.join(folder, "busy.cjs");
  writeFileSync(script, BUSY_THREAD);

  const { wallSeconds, cpuSeconds, peakMegabytes } = await shell(`node ${script}; true`);

  expect(cpuSeconds).toBeGreaterThanOrEqual(0.2);
  expect(wallSeconds).toBeGreaterThan(0.1);
  expect(peakMegabytes).toBeGreaterThan(150);
});

test("a command that fails is told with the end of what it printed", async () => {
  const failure = shell("seq 1 9; echo no such thing >&2; exit 3");

  await expect(failure).rejects.toThrow(CommandFailed);
  await expect(failure).rejects.toThrow(/ended with 3:\n6\n7\n8\n9\nno such thing$/);
});

test("when it is interrupted, the processes below the command are gone as well", async () => {
  const controller = new AbortController();
  const reason = new Error("interrupted");
  const pidFile = path.join(folder, "pid");
  writeFileSync(pidFile, "");

  const running = shell(`sleep 600 & echo $! > ${pidFile}; wait`, controller.signal);
  const pid = await written(pidFile);
  controller.abort(reason);

  await expect(running).rejects.toBe(reason);
  // Nothing, or what nobody has asked for its exit code yet.
  expect(stateOf(pid)).toMatch(/^(Z.*)?$/);
});

async function written(file: string): Promise<string> {
  const text = readFileSync(file, "utf8").trim();
  if (text !== "") return text;
  await setTimeout(10);
  return written(file);
}

function stateOf(pid: string): string {
  try {
    return execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
