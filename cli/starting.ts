import { Argument, type Command, Option } from "commander";
import { SHELLS, type Shell } from "./completion/shells";
import { EXAMPLES, EXIT_CODES } from "./help";
import { type InitFlags } from "./init/flags";
import { jsonOption, type OnExit } from "./options";

/** What comes before there is a configuration. */
export function addStarting(program: Command, onExit: OnExit): void {
  program
    .command("init")
    .description("write a configuration: asks on a terminal for what the flags leave open")
    .option("--out <file>", "the configuration to write", "warden.config.ts")
    .option("--force", "write it anew if it is there already")
    .option("--yes", "ask nothing: what no flag says has its default")
    .option("--prefix <prefix>", "start of every name")
    .option("--tag <key=value...>", "on every resource that takes tags")
    .option("--home-region <region>", "where the buckets, the trail and the alerts are")
    .option("--further-region <region...>", "watched besides")
    .option("--opt-in-region <region...>", "named above, and enabled in every account")
    .option("--audit-account <id>", "account of the evidence and the alerts")
    .option(
      "--subscription <protocol=endpoint...>",
      "who reads the alerts, by email-json, email, https, sqs or lambda",
    )
    .addOption(
      new Option("--membership <kind>", "how accounts are joined").choices([
        "invitation",
        "organization",
      ]),
    )
    .option("--organization-id <id>", "o-…; with --membership organization, as the four below")
    .option("--root-id <id>", "r-…")
    .option("--management-account <id>", "the organization's management account")
    .option("--guardrail-target <id...>", "root, units or accounts that guardrails are put on")
    .option("--macie-member <account=email...>", "a member from before Macie was delegated")
    .option("--workload <name=account=bucket...>", "an account and its production bucket")
    .option("--uploader <workload=arn...>", "who may upload there, besides FileUploaderRole")
    .option("--break-glass <workload=arn...>", "who is told of, but never blocked")
    .option("--backend <place>", "local, s3=bucket, s3=bucket=region or cloud=organization")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES.init + EXIT_CODES)
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import("./commands/init.js");
      onExit(await initCommand(flags));
    });
  program
    .command("completion")
    .description("print a script that lets the shell complete commands, options and files")
    .addArgument(new Argument("<shell>", "the shell to print it for").choices(SHELLS))
    .addHelpText("after", EXAMPLES.completion + EXIT_CODES)
    .action(async (shell: Shell) => {
      const { completionCommand } = await import("./commands/completion.js");
      onExit(completionCommand(shell, program));
    });
}
