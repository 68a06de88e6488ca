import { type Value, type Vocabulary, type WordedCommand, type WordedOption } from "./vocabulary";

/** To be sourced, or kept as `_warden` in a folder of `$fpath`. */
export function zshScript({ commands, options }: Vocabulary): string {
  return `#compdef warden
# Completion of warden in zsh.

_warden() {
  local context state state_descr line
  local -A opt_args
  local -a commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join("\n")}
  )
  _arguments -C ${options.flatMap(endingSpecsOf).join(" ")} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(caseOf).join("\n")}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _warden ]]; then
  _warden "$@"
else
  compdef _warden warden
fi
`;
}

function caseOf({ name, options, argument }: WordedCommand): string {
  const last = argument && [
    quoted(`${argument.isMany ? "*" : "1"}:${argument.name}:${action(argument.value)}`),
  ];
  const specs = [...options.flatMap(specsOf), ...(last ?? [])];
  return `        ${name}) _arguments ${specs.join(" ")} ;;`;
}

/** Options without a command end the line: nothing is offered behind them. */
const endingSpecsOf = ({ flags, about }: WordedOption): readonly string[] =>
  flags.map((flag) => quoted(`(- *)${flag}[${bracketed(about)}]`));

const specsOf = ({ flags, about, takes }: WordedOption): readonly string[] =>
  flags.map((flag) => {
    const explanation = `[${bracketed(about)}]`;
    if (!takes) return quoted(`${flag}${explanation}`);
    // Values go on until the next word that starts with a hyphen.
    const many = takes.isMany ? "*-*:" : "";
    const name = takes.name.replaceAll(":", "\\:");
    return quoted(`*${flag}${explanation}:${many}${name}:${action(takes.value)}`);
  });

const bracketed = (text: string): string => text.replaceAll(/[[\]\\]/g, "\\$&");

function action(value: Value): string {
  if (value.is === "file") return "_files";
  // A space is what zsh calls no action.
  return value.is === "word" ? `(${value.words.join(" ")})` : " ";
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
