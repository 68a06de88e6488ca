import { Command } from "commander";

export interface HclOptions {
  readonly config?: string;
  readonly out: string;
  readonly validate: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npm run hcl -- --out ../terraform
  $ npm run hcl -- --config examples/organization/warden.config.ts --out ../terraform --json

Terraform and its AWS provider are asked which arguments are blocks, so both are needed.

Exit codes: 0 written and valid; 1 Terraform found fault with a stack; 2 bad option, configuration or
prerequisite; 130 interrupted.
`;

/** @throws CommanderError, which has been told on standard error, also for `--help` */
export const readOptions = (args: readonly string[]): HclOptions =>
  new Command("npm run hcl --")
    .description("Writes the stacks in Terraform's native syntax, for going on without CDKTF.")
    .option("--config <file>", "the configuration (default: WARDEN_CONFIG, else warden.config.ts)")
    .requiredOption("--out <folder>", "where stacks/<name>/main.tf go; empty, or not there yet")
    .option("--no-validate", "don't let Terraform check each stack: seconds each")
    .option("--json", "the result as JSON, and nothing else on standard output", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .parse(args, { from: "user" })
    .opts();
