import path from "node:path";
import { Command, Option } from "commander";
import { type RehearseFlags } from "./commands/rehearse";
import { type SynthFlags } from "./commands/synth";
import { EXIT, type ExitCode } from "./exit-codes";

const EXIT_CODES = `
Exit codes:
  ${EXIT.fine}    everything is fine
  ${EXIT.wrong}    the rehearsal found something wrong
  ${EXIT.badInput}    bad input (configuration, option), or something needed is missing
  ${EXIT.interrupted}  interrupted; everything that was started is stopped
`;

const EXAMPLES = {
  warden: `
Examples:
  $ npm run warden -- synth                        write the stacks into cdktf.out
  $ npm run rehearse                               see the whole product work, offline
`,
  rehearse: `
Examples:
  $ npm run rehearse                               the configuration of this folder
  $ npm run rehearse -- --config staging.config.ts another one
  $ npm run rehearse -- --keep                     leave everything running for a look around
  $ npm run rehearse -- --json > rehearsal.json    for a program to read
`,
};

const configOption = () =>
  new Option(
    "--config <file>",
    "the configuration (default: $WARDEN_CONFIG, else warden.config.ts)",
  );

/** The commands; each loads what it needs only when it is called, so that help comes at once. */
export function createProgram(onExit: (code: ExitCode) => void): Command {
  const program = new Command("warden")
    .description("Guards production S3 buckets across AWS accounts.")
    .addHelpText("after", EXAMPLES.warden + EXIT_CODES)
    .exitOverride();
  program
    .command("synth")
    .description("write the stacks of the configuration, and print them")
    .addOption(configOption())
    .option("--json", "print them as JSON")
    .action(async (flags: SynthFlags) => {
      const { synthCommand } = await import("./commands/synth.js");
      onExit(synthCommand(flags));
    });
  program
    .command("rehearse")
    .description("deploy to an emulator, play an intrusion, check, and take everything down again")
    .addOption(configOption())
    .option("--keep", "leave everything standing until Ctrl-C, instead of destroying it")
    .option("--json", "print the record as JSON; progress goes to standard error")
    .option("--report <file>", "where the report goes", path.join(".rehearsal", "report.html"))
    .option("--verbose", "show the emulator's log as well")
    .addHelpText("after", EXAMPLES.rehearse + EXIT_CODES)
    .action(async (flags: RehearseFlags) => {
      const { rehearseCommand } = await import("./commands/rehearse.js");
      onExit(await rehearseCommand(flags));
    });
  return program;
}
