import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { BadInput } from "../cli/bad-input";
import { exitCodeOf } from "../cli/ending";
import { EXIT } from "../cli/exit-codes";
import { abortOnSignals } from "../cli/interruption";
import { type Estate, estateOf, MEMBERSHIPS } from "./terraform/estate";
import { groupsOf } from "./terraform/groups";
import { type GroupReport, measureGroup } from "./terraform/measure";
import { terraformTable, type TerraformReport } from "./terraform/report";
import { openStage } from "./terraform/stage";

const USAGE = `usage: npm run bench:terraform -- [options]
Takes workload stacks through init, plan, apply, a second plan and destroy with the real Terraform
and the real AWS provider, against the emulator. The stacks that they need are applied before, and
measured too. Linux only, as it reads /proc.
  --stacks N,M          how many workload stacks, group after group (default: 1,10)
  --at-once N           how many of a group at a time (default: 3)
  --membership MODE     organization or invitation (default: organization)
  --further-region NAME a second stack for each account, there; then only these are destroyed
  --json                the results as JSON, and nothing else on standard output
  --help                this text
Exit code 1: a second plan wasn't empty, or Terraform failed; 2: bad input, or something is missing.
Examples:
  npm run bench:terraform
  npm run bench:terraform -- --stacks 4 --at-once 4 --json > terraform.json
`;

interface Options {
  readonly sizes: readonly number[];
  readonly atOnce: number;
  readonly estate: Estate;
  readonly json: boolean;
  readonly help: boolean;
}

function readOptions(): Options {
  const { values } = parsed();
  const sizes = values.stacks.split(",").map((text) => count("--stacks", text));
  const region = values["further-region"];
  return {
    sizes,
    atOnce: count("--at-once", values["at-once"]),
    estate: {
      membership: membershipOf(values.membership),
      workloads: sizes.reduce((sum, size) => sum + size, 0),
      furtherRegions: region === undefined ? [] : [region],
    },
    json: values.json,
    help: values.help,
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        stacks: { type: "string", default: "1,10" },
        "at-once": { type: "string", default: "3" },
        membership: { type: "string", default: "organization" },
        "further-region": { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function count(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new BadInput(`${option}: a whole number above 0; got ${JSON.stringify(text)}`);
}

function membershipOf(text: string): Estate["membership"] {
  const found = MEMBERSHIPS.find((membership) => membership === text);
  if (found) return found;
  throw new BadInput(`--membership: ${MEMBERSHIPS.join(" or ")}; got ${JSON.stringify(text)}`);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function measure(
  { sizes, atOnce, estate }: Options,
  folder: string,
): Promise<TerraformReport> {
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const config = estateOf(estate);
  const stage = await openStage({ config, folder, signal, say });
  try {
    const groups: GroupReport[] = [];
    for (const group of groupsOf(stage.stacks, sizes))
      groups.push(await measureGroup({ stage, atOnce, say, ...group }));
    return {
      terraformVersion: stage.terraformVersion,
      providerVersion: config.providerVersion,
      membership: estate.membership,
      groups,
    };
  } finally {
    await stage.stop();
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (process.platform !== "linux")
    throw new BadInput(`Linux is needed; this is ${process.platform}`);
  const folder = mkdtempSync(path.join(tmpdir(), "warden-bench-"));
  try {
    const report = await measure(options, folder);
    const text = options.json ? JSON.stringify(report, null, 2) : terraformTable(report);
    process.stdout.write(`${text}\n`);
    if (report.groups.some(({ changing }) => changing.length > 0)) process.exitCode = EXIT.wrong;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error, process.stderr);
});
