import { type Value, type Vocabulary, type WordedCommand, type WordedOption } from "./vocabulary";

export function fishScript({ commands, options }: Vocabulary): string {
  const lines = [
    "complete -c warden -f",
    ...options.map((option) => `complete -c warden -n __fish_use_subcommand ${optionOf(option)}`),
    ...commands.map(
      ({ name, about }) =>
        `complete -c warden -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ),
    ...commands.flatMap(linesOf),
  ];
  return `# Completion of warden in fish.\n${lines.join("\n")}\n`;
}

function linesOf({ name, options, argument }: WordedCommand): readonly string[] {
  const start = `complete -c warden -n '__fish_seen_subcommand_from ${name}'`;
  const lines = options.map((option) => `${start} ${optionOf(option)}`);
  return argument ? [...lines, `${start} ${wordsOf(argument.value)}`] : lines;
}

function optionOf({ flags, about, takes }: WordedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const value = takes ? ` -r ${wordsOf(takes.value)}` : "";
  return `${names.join(" ")}${value} -d ${quoted(about)}`;
}

function wordsOf(value: Value): string {
  if (value.is === "file") return "-F";
  return value.is === "word" ? `-f -a ${quoted(value.words.join(" "))}` : "-f";
}

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
