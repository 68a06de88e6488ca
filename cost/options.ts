import { parseArgs } from "node:util";
import { BadInput } from "../cli/bad-input";
import { INPUT_NAMES, INPUTS, type InputName, type Inputs, inputsWith } from "./inputs";

export interface CostOptions {
  readonly config: string | undefined;
  readonly workload: string | undefined;
  /** @default as many as the configuration has */
  readonly accounts: number | undefined;
  readonly inputs: Inputs;
  readonly json: boolean;
  readonly write: boolean;
  readonly help: boolean;
}

/** `objectKilobytes` is asked for as `--object-kilobytes`. */
const flagOf = (name: InputName): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const WIDTH = 28;

export const USAGE = `usage: npm run cost -- [options]
What a quiet month and an incident cost by AWS's list prices; docs/cost.md says how it is computed.

  --config <file>            the configuration (default: $WARDEN_CONFIG, else warden.config.ts)
  --accounts <count>         workload accounts, those of the configuration in turn
                             (default: those of the configuration, once)
  --workload <name>          accounts like this workload only
  --json                     print JSON, for a program to read
  --write                    write docs/cost.md anew, from the committed examples and the defaults
  --help                     print this

Inputs, a month and workload account where nothing else is said:
${INPUT_NAMES.map((name) => {
  const { means, default: usual } = INPUTS[name];
  return `  --${flagOf(name).padEnd(WIDTH - 3)}${means} (default: ${usual})`;
}).join("\n")}

Examples:
  $ npm run cost -- --accounts 1000 --uploads 500000
  $ npm run cost -- --config examples/organization/warden.config.ts --workload claims --json
`;

const SWITCHES = ["json", "write", "help"] as const;
const TEXTS = ["config", "workload", "accounts"] as const;

const OPTIONS = Object.fromEntries([
  ...SWITCHES.map((name) => [name, { type: "boolean" as const }]),
  ...[...TEXTS, ...INPUT_NAMES.map(flagOf)].map((name) => [name, { type: "string" as const }]),
]) as Readonly<Record<string, { readonly type: "boolean" | "string" }>>;

/** @throws BadInput that names the option, the value and the rule */
export function costOptions(args: readonly string[]): CostOptions {
  const values = parsed(args);
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
  const given = INPUT_NAMES.flatMap((name) => {
    const value = text(flagOf(name));
    return value === undefined ? [] : [[name, numberOf(flagOf(name), value)] as const];
  });
  const accounts = text("accounts");
  if (values.write === true && Object.keys(values).length > 1) {
    throw new BadInput("--write takes no other option: the page shows the defaults");
  }
  return {
    config: text("config"),
    workload: text("workload"),
    accounts: accounts === undefined ? undefined : countOf(accounts),
    inputs: inRange(() => inputsWith(Object.fromEntries(given), (name) => `--${flagOf(name)}`)),
    json: values.json === true,
    write: values.write === true,
    help: values.help === true,
  };
}

function parsed(args: readonly string[]): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new BadInput((error as Error).message, { cause: error });
  }
}

function inRange(read: () => Inputs): Inputs {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadInput(error.message, { cause: error });
  }
}

function numberOf(flag: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new BadInput(`--${flag} must be a number: ${text}`);
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new BadInput(`--accounts must be a whole number from 1 to 9999999: ${text}`);
}
