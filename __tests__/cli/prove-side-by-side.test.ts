import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { BadInput } from "../../cli/bad-input";
import { proveShare, proveSideBySide, type SideBySide } from "../../cli/prove/side-by-side";
import type { ScopeReport } from "../../cli/prove/report";
import type { Given } from "../../cli/workers";
import { packageRoot } from "../../config/package-root";
import { COMMITTED, committed } from "../support/proof";

type Share = Parameters<typeof proveShare>[0];
type Told = Parameters<Parameters<typeof proveShare>[1]>[0];

/** All shares are worked on in this thread, and what was told last arrives first. */
jest.mock("../../cli/workers", () => ({
  inWorkers: async ({ jobs, signal, onTold }: Given<Share, Told>) => {
    const all: Told[] = [];
    const [job, ...others] = jobs;
    if (!job) throw new Error("there is nothing to do");
    const work = async (share: Share) => {
      try {
        await proveShare(share, (told) => all.push(told));
      } catch (error) {
        // Of an error that leaves a thread, the message is left.
        throw new Error((error as Error).message, { cause: error });
      }
    };
    await Promise.all([job, ...others].map(work));
    for (const told of all.reverse()) onTold(told, job);
    signal?.throwIfAborted();
  },
}));

const { config, stacks } = committed("organization");
const folder = mkdtempSync(path.join(tmpdir(), "warden-side-by-side-"));
const names = stacks.map(({ name }) => name);

beforeAll(() => {
  for (const { name, json } of stacks) {
    mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(json));
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** All that is reported of one part of the proof. */
async function reported(
  options: Pick<SideBySide, "workers" | "signal">,
  chosen?: readonly string[],
): Promise<readonly ScopeReport[]> {
  const reports: ScopeReport[] = [];
  await proveSideBySide(
    {
      ...{ config, chosen, parts: ["alarms"] },
      stacks: { names, folder: path.join(folder, "stacks"), beside: [] },
    },
    { ...options, onReport: (report) => reports.push(report) },
  );
  return reports;
}

const workloads = (reports: readonly ScopeReport[]) => reports.map(({ workload }) => workload);

test("several threads report what one does, in its order", async () => {
  const alone = await reported({ workers: 1 });

  expect(workloads(alone)).toEqual([undefined, "payments", "claims", "ledger"]);
  expect(await reported({ workers: 3 })).toEqual(alone);
});

test("only the workloads that are asked for are proved", async () => {
  expect(workloads(await reported({ workers: 2 }, ["ledger", "payments"]))).toEqual([
    "payments",
    "ledger",
  ]);
});

test("a stack that can't be read is refused as one thread does", async () => {
  const file = path.join(folder, "stacks", "workload-claims", "cdk.tf.json");
  const { json } = stacks.find(({ name }) => name === "workload-claims") ?? {};
  writeFileSync(file, "{");

  for (const workers of [1, 2]) {
    const ended = reported({ workers });
    await expect(ended).rejects.toThrow(BadInput);
    await expect(ended).rejects.toThrow(/workload-claims\/cdk\.tf\.json can't be read/);
  }

  writeFileSync(file, JSON.stringify(json));
});

test("whoever is interrupted proves no further scope", async () => {
  const interruption = new AbortController();
  const ended = reported({ workers: 1, signal: interruption.signal });

  interruption.abort(new Error("interrupted"));

  await expect(ended).rejects.toThrow("interrupted");
});

/** The command itself, with real threads. */
const prove = (workers: number) =>
  spawnSync(
    process.execPath,
    [
      ...["script/start.mjs", "cli/warden.ts", "prove", "--skip-synth", "--json"],
      ...["--family", "alarms", "--workers", String(workers)],
    ],
    {
      cwd: packageRoot(),
      encoding: "utf8",
      env: { ...process.env, WARDEN_CONFIG: COMMITTED.organization, CDKTF_OUTDIR: folder },
      timeout: 60_000,
    },
  );

test("warden prove --workers prints the same document, whatever their number", () => {
  const alone = prove(1);
  const together = prove(2);

  expect(alone.status).toBe(0);
  expect((JSON.parse(together.stdout) as { paths: unknown[] }).paths.length).toBeGreaterThan(30);
  expect(together.stdout).toBe(alone.stdout);
});
