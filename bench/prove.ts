import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "../stacks/synthesize";
import { organizationOf } from "./prove/estate";
import { measure, type ProofReport } from "./prove/measure";
import { proofTable } from "./prove/report";

const USAGE = `usage: npm run bench:prove -- [options]
Synthesizes organizations of two regions and proves them, each in processes of its own.
  --accounts N  workload accounts (default: 3, then 300)
  --json        the results as JSON, and nothing else on standard output
`;

const SIZES: readonly number[] = [3, 300];

function readOptions() {
  const { values } = parseArgs({
    options: {
      accounts: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      // What this process starts itself with.
      synthesize: { type: "string" },
      prove: { type: "string" },
    },
  });
  const sizes = values.accounts === undefined ? SIZES : [count(values.accounts)];
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

function measured(accounts: number): ProofReport {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-bench-"));
  try {
    process.stderr.write(`${accounts} accounts: synthesize\n`);
    own("--synthesize", folder, "--accounts", String(accounts));
    process.stderr.write(`${accounts} accounts: prove\n`);
    return JSON.parse(own("--prove", folder, "--accounts", String(accounts))) as ProofReport;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const { sizes, json, help, synthesize: into, prove: from } = readOptions();
  const [accounts = 1] = sizes;
  if (help) process.stdout.write(USAGE);
  else if (into !== undefined) synthesize(organizationOf(accounts), into);
  else if (from !== undefined) {
    process.stdout.write(JSON.stringify(await measure(accounts, from)));
  } else {
    const reports = sizes.map(measured);
    const text = json ? JSON.stringify(reports, null, 2) : proofTable(reports);
    process.stdout.write(`${text}\n`);
    if (!reports.every(({ proved }) => proved)) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
});
