import { Command, Option } from "commander";
import { VARIANTS } from "./variants";

export interface FutureOptions {
  readonly variant: readonly string[];
  readonly synthOnly: boolean;
  readonly json: boolean;
}

const NAMES = VARIANTS.map(({ name }) => name);

const EXAMPLES = `
Variants:
${VARIANTS.map(({ name, title }) => `  ${name.padEnd(17)} ${title}`).join("\n")}

Examples:
  $ npm run future                                all variants; minutes
  $ npm run future -- --synth-only                only compares the stacks; seconds each
  $ npm run future -- --variant cdktn --json

The variants' packages come from the npm registry, into a temporary folder.

Exit codes: 0 every variant builds the same stacks, but for what is expected, and passes; 1 one
doesn't; 2 bad option; 130 interrupted.
`;

/** @throws CommanderError, which has been told on standard error, also for `--help` */
export const readOptions = (args: readonly string[]): FutureOptions =>
  new Command("npm run future --")
    .description("Builds and tests this code with the packages that may follow CDKTF's.")
    .addOption(new Option("--variant <name...>", "only these").choices(NAMES).default(NAMES, "all"))
    .option("--synth-only", "compare the stacks, without types and tests", false)
    .option("--json", "the result as JSON, and nothing else on standard output", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .parse(args, { from: "user" })
    .opts();
