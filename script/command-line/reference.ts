import { type Command, type Help, type Option } from "commander";
import { exitCodes } from "../../cli/exit-codes";
import { EXAMPLES } from "../../cli/help";
import { createProgram } from "../../cli/program";

/** docs/command-line.md, before Prettier widens its tables. */
export function reference(program: Command = createProgram(() => undefined)): string {
  const help = program.createHelp();
  // The help of commander itself says nothing that isn't here.
  const commands = help.visibleCommands(program).filter((one) => one.name() !== "help");
  return [...INTRODUCTION, ...commands.flatMap((command) => section(command, help))].join("\n");
}

const INTRODUCTION = [
  "# Command line",
  "",
  "Written by `npm run command-line` from the program itself, whose `--help` says the same.",
  "",
  "A command is started as `npm run warden -- synth` in this repository, and as `npx warden synth` where",
  "the package is installed. `npx warden synth --help` prints the command's help, `npx warden --version`",
  "the version. `warden completion bash`, or zsh, or fish, prints a script that completes all of it.",
  "",
  "The answer goes to standard output, for people or with `--json` for a program; progress, warnings",
  "and errors go to standard error. On a terminal progress moves, elsewhere it is a line now and then,",
  "with `--quiet` it isn't shown. Ctrl-C stops what a command has started before it ends; a second one",
  "doesn't wait for that.",
  "",
  "## Exit codes",
  "",
  "The same for every command.",
  "",
  "| Code | Meaning |",
  "| --- | --- |",
  ...exitCodes().map(([code, meaning]) => `| ${code} | ${meaning} |`),
  "",
  "## Environment",
  "",
  "| Variable | What it does |",
  "| --- | --- |",
  "| `WARDEN_CONFIG` | the configuration, where `--config` names none |",
  "| `CDKTF_OUTDIR` | the folder of the stacks, in place of `cdktf.out` |",
  "| `AWS_ENDPOINT_URL` | another endpoint for all calls to AWS, such as an emulator's |",
  "| `NO_COLOR` | no colours, also on a terminal |",
  "| `FORCE_COLOR` | colours, also where there is no terminal; `0` is none anywhere |",
  "| `TERM=dumb` | a terminal that takes lines only: no colours, and nothing that moves |",
  "",
];

function section(command: Command, help: Help): readonly string[] {
  const { before, examples } = told(command);
  return [
    `## \`warden ${command.name()}\``,
    "",
    sentence(command.description()),
    "",
    "```text",
    help.commandUsage(command),
    "```",
    "",
    ...(before ? [before, ""] : []),
    ...argumentsOf(command, help),
    ...optionsOf(command, help),
    "```sh",
    ...examples,
    "```",
    "",
  ];
}

function optionsOf(command: Command, help: Help): readonly string[] {
  // Every command has a help to print.
  const options = help.visibleOptions(command).filter(({ long }) => long !== "--help");
  if (options.length === 0) return [];
  const heading = ["| Option | What it does | Default |", "| --- | --- | --- |"];
  return [...heading, ...options.map(optionRow), ""];
}

function argumentsOf(command: Command, help: Help): readonly string[] {
  const rows = help
    .visibleArguments(command)
    .map(
      (argument) => `- \`${help.argumentTerm(argument)}\`: ${help.argumentDescription(argument)}`,
    );
  return rows.length > 0 ? [...rows, ""] : [];
}

function optionRow({ flags, description, argChoices, defaultValue, mandatory }: Option): string {
  const [, about = "", fallback] = /^(.*?)(?: \(default: (.*)\))?$/.exec(description) ?? [];
  const choices = argChoices && `: ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`;
  const usual = typeof defaultValue === "string" ? `\`${defaultValue}\`` : (fallback ?? "");
  const cells = [`\`${flags}\``, about + (choices ?? ""), mandatory ? "**required**" : usual];
  return `| ${cells.map(escaped).join(" | ")} |`;
}

const escaped = (text: string): string => text.replaceAll(/[|]|(?<!\*)\*(?!\*)/g, "\\$&");

/** What `--help` says behind the options, and its examples. */
function told(command: Command) {
  const text = EXAMPLES[command.name() as keyof typeof EXAMPLES];
  const [before = "", examples = ""] = text.split("Examples:\n");
  return { before: before.trim(), examples: commandsIn(examples) };
}

/** `$ command   what it does`, and a command of several lines. */
const commandsIn = (examples: string): readonly string[] =>
  examples
    .trimEnd()
    .split("\n")
    .map((line) =>
      line
        .replace(/^ {2}\$ /, "")
        .replace(/^ {6}(?=\S)/, "  ")
        .replace(/(?<=\S) {2,}(?=[^\s\\])/, "  # "),
    );

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
