import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";
import { synthesizeSideBySide } from "../cli/synth/side-by-side";
import { THREADS } from "../cli/threads";
import { workersFlag } from "../cli/workers-flag";
import { workOn } from "../cli/workers";
import {
  measure,
  MOST_REGIONS,
  type ProofReport,
  provedOrganization,
  type Size,
} from "./prove/measure";
import { proofTable } from "./prove/report";

const USAGE = `usage: npm run bench:prove -- [options]
Synthesizes organizations and proves them, each in processes of its own.
  --accounts N  workload accounts (default: 3, 30 and 300)
  --regions N   1 or 2 (default: 2)
  --workers N   threads at a time (default: as warden prove chooses)
  --json        the results as JSON, and nothing else on standard output
`;

const SIZES: readonly number[] = [3, 30, 300];

function readOptions() {
  const { values } = parseArgs({
    options: {
      accounts: { type: "string" },
      regions: { type: "string", default: "2" },
      workers: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      // What this process starts itself with.
      synthesize: { type: "string" },
      prove: { type: "string" },
    },
  });
  const regions = count(values.regions);
  if (regions > MOST_REGIONS) throw new Error(`--regions: at most ${MOST_REGIONS}`);
  const accounts = values.accounts === undefined ? SIZES : [count(values.accounts)];
  const sizes = accounts.map((of): Size => ({ accounts: of, regions }));
  return { ...values, sizes };
}

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`not a whole number above 0: ${text}`);
}

/** Memory is measured of a process that has done nothing else. */
function own(...args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [process.argv[1] ?? "", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}`);
  return stdout;
}

function measured({ accounts, regions }: Size, workers?: string): ProofReport {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-bench-"));
  const size = ["--accounts", String(accounts), "--regions", String(regions)];
  try {
    process.stderr.write(`${accounts} accounts: synthesize\n`);
    own("--synthesize", folder, ...size);
    process.stderr.write(`${accounts} accounts: prove\n`);
    const threads = workers === undefined ? [] : ["--workers", workers];
    return JSON.parse(own("--prove", folder, ...size, ...threads)) as ProofReport;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const { sizes, workers, json, help, synthesize: outdir, prove: from } = readOptions();
  const [size = { accounts: 1, regions: 1 }] = sizes;
  if (help) process.stdout.write(USAGE);
  else if (outdir !== undefined) await synthesizeSideBySide(provedOrganization(size), { outdir });
  else if (from !== undefined) {
    process.stdout.write(JSON.stringify(await measure(size, from, workersFlag(workers))));
  } else {
    const reports = sizes.map((one) => measured(one, workers));
    const text = json ? JSON.stringify(reports, null, 2) : proofTable(reports);
    process.stdout.write(`${text}\n`);
    if (!reports.every(({ proved }) => proved)) process.exitCode = 1;
  }
}

(isMainThread ? main() : workOn(THREADS)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
});
