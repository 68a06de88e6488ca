import { type Argument, type Command, type Option } from "commander";

/** What may stand in a place of the command line. */
export type Value =
  | { readonly is: "file" }
  | { readonly is: "word"; readonly words: readonly string[] }
  /** Only the person knows. */
  | { readonly is: "text" };

interface Place {
  readonly about: string;
  /** As `--help` calls it: `file`. */
  readonly name: string;
  /** Several of them may follow one another. */
  readonly isMany: boolean;
  readonly value: Value;
}

export interface WordedOption {
  readonly about: string;
  /** `["-h", "--help"]` */
  readonly flags: readonly string[];
  /** @default it takes none */
  readonly takes?: Place;
}

export interface WordedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly WordedOption[];
  readonly argument?: Place;
}

/** Everything that can be typed behind `warden`, as its `--help` tells it. */
export interface Vocabulary {
  readonly commands: readonly WordedCommand[];
  /** Without a command. */
  readonly options: readonly WordedOption[];
}

export const vocabularyOf = (program: Command): Vocabulary => ({
  commands: commandsOf(program),
  options: program.createHelp().visibleOptions(program).map(worded),
});

function commandsOf(program: Command): readonly WordedCommand[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const names = commands.map((command) => command.name());
  return commands.map((command) => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      about: command.description(),
      options: help.visibleOptions(command).map(worded),
      ...(argument && { argument: placeOf(argument, names) }),
    };
  });
}

function worded(option: Option): WordedOption {
  const { short, long, description: about } = option;
  const [, name] = /[<[]([\w=-]+)/.exec(option.flags) ?? [];
  return {
    about,
    flags: [short, long].filter((flag) => flag !== undefined),
    ...(name !== undefined && {
      takes: { about, name, isMany: option.variadic, value: valueOf(name, option.argChoices) },
    }),
  };
}

/** The argument of `help` is one of the commands, which commander doesn't say. */
function placeOf(argument: Argument, commands: readonly string[]): Place {
  const name = argument.name();
  const choices = name === "command" ? commands : argument.argChoices;
  const { description: about, variadic: isMany } = argument;
  return { about, name, isMany, value: valueOf(name, choices) };
}

const FILES = ["file", "path", "folder"];

function valueOf(name: string, choices: readonly string[] | undefined): Value {
  if (choices) return { is: "word", words: choices };
  return { is: FILES.includes(name) ? "file" : "text" };
}
