import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { format } from "prettier";
import { BadInput } from "../cli/bad-input";
import { exitCodeOf } from "../cli/ending";
import { EXIT } from "../cli/exit-codes";
import { abortOnSignals } from "../cli/interruption";
import { organizationOf } from "../cli/rehearse/stage";
import { findTools } from "../cli/rehearse/tools";
import { terraformEnvironment } from "../cli/terraform/environment";
import { loadConfig } from "../config/load";
import { packageRoot } from "../config/package-root";
import { startEmulator } from "../emulator";
import { readStack } from "../stacks/read-stack";
import { synthesize } from "../stacks/synthesize";
import { applied } from "../upgrades/applied";
import { learn } from "../upgrades/learn";
import { recordOf, recordText } from "../upgrades/record";
import {
  CONFIGURATIONS,
  type Configuration,
  PLANNED,
  readReplacing,
  RELEASED,
} from "../upgrades/released";
import { merged } from "../upgrades/replacing";

const USAGE = `usage: npm run addresses -- [--states]
Records what a release deploys, for the tests of the next ones: upgrades/released.
  (nothing)  addresses, the arguments whose change replaces, and the schemas of alerts; seconds
  --states   first applies the stacks to the emulator, with the real Terraform and the real AWS
             provider: keeps their states, and asks the provider which arguments replace; minutes
  --help     this text
`;

const CONFIGS = Object.entries(CONFIGURATIONS) as [Configuration, string][];

const inRoot = (file: string) => path.join(packageRoot(), file);

async function writeJson(file: string, text: string): Promise<void> {
  const json = await format(text, { parser: "json", printWidth: 100 });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, json);
}

/** Addresses and schemas, from what is synthesized now. */
async function writeLists(folder: string): Promise<void> {
  const replacing = readReplacing();
  for (const [name, file] of CONFIGS) {
    const stacks = synthesize(loadConfig(inRoot(file)), path.join(folder, name)).map(readStack);
    const record = stacks.map((stack) => [stack.name, recordOf(stack.json, replacing)] as const);
    const text = recordText(Object.fromEntries(record));
    await writeJson(path.join(RELEASED, "addresses", `${name}.json`), text);
  }
  mkdirSync(path.join(RELEASED, "schemas"), { recursive: true });
  copyFileSync(inRoot("docs/alert.schema.json"), path.join(RELEASED, "schemas/alert.schema.json"));
}

/** States, and what the provider says of a change of every argument in them. */
async function writeStates(folder: string, signal: AbortSignal): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const tools = await findTools({ providerVersion: "5.100.0", folder, signal, say });
  const { cliConfigFile } = tools.provider;
  const environment = terraformEnvironment({ from: process.env, cliConfigFile, online: true });
  const learned = [];
  for (const [name, file] of CONFIGS) {
    say(`${name}: applying`);
    const config = loadConfig(inRoot(file));
    const stacks = await applied({ config, folder: path.join(folder, name), tools, signal }, say);
    const { motoCommand } = tools;
    const emulator = await startEmulator({ motoCommand, ...organizationOf(config) });
    try {
      say(`${name}: planning with every argument changed`);
      const place = path.join(folder, `${name}-changed`);
      for (const stack of stacks)
        learned.push(await learn(stack, { folder: place, emulator, environment }));
    } finally {
      await emulator.stop();
    }
    if (name !== "invitation") continue;
    mkdirSync(path.join(RELEASED, "states"), { recursive: true });
    for (const { name: stack, state } of stacks.filter((each) => isPlanned(each.name)))
      writeFileSync(
        path.join(RELEASED, "states", `${stack}.tfstate.gz`),
        gzipSync(JSON.stringify(state), { level: 9 }),
      );
  }
  const text = JSON.stringify(merged(learned));
  await writeJson(path.join(RELEASED, "replacing-arguments.json"), text);
}

const isPlanned = (name: string): boolean => PLANNED.some((planned) => planned === name);

function options(): { states: boolean; help: boolean } {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ options: { states: flag, help: flag } }).values;
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const { states, help } = options();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const folder = mkdtempSync(path.join(tmpdir(), "warden-addresses-"));
  try {
    if (states) await writeStates(folder, signal);
    await writeLists(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error, process.stderr);
});
