import { type Vocabulary, type WordedCommand, type WordedOption } from "./vocabulary";

type Place = NonNullable<WordedCommand["argument"]>;

/** Also for bash 3.2, which macOS has: no `mapfile`, and `compopt` only where there is one. */
export function bashScript({ commands, options }: Vocabulary): string {
  return `# Completion of warden in bash.

# What stands behind command $1 and option $2, or behind the command itself.
_warden_takes() {
  takes="" words="" many=""
  case "$1 $2" in
    " ") takes=word words="${commands.map(({ name }) => name).join(" ")}" ;;
${commands.flatMap(takesOf).join("\n")}
  esac
}

_warden_options() {
  case "$1" in
${commands.map(optionsOf).join("\n")}
    *) words="${flagsOf(options)}" ;;
  esac
}

_warden() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="" option="" word takes words many
  local -i index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in
      # --option=value comes as three words.
      =) ;;
      -*)
        _warden_takes "$command" "$word"
        option="\${takes:+$word}"
        ;;
      *)
        if [[ -z $command ]]; then
          command="$word"
        elif [[ -n $option ]]; then
          _warden_takes "$command" "$option"
          [[ -n $many ]] || option=""
        fi
        ;;
    esac
  done
  [[ $current != "=" ]] || current=""
  _warden_takes "$command" "$option"
  if [[ $current == -* || (-z $takes && -z $option) ]]; then
    takes=word
    _warden_options "$command"
  fi
  COMPREPLY=()
  case "$takes" in
    word) while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current") ;;
    file)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
      ;;
  esac
}

complete -F _warden warden
`;
}

function takesOf({ name, options, argument }: WordedCommand): readonly string[] {
  const places = options.flatMap(({ flags, takes }) =>
    takes ? flags.map((flag) => [flag, takes] as const) : [],
  );
  return [...places, ...(argument ? [["", argument] as const] : [])].map(
    ([flag, place]) => `    "${name} ${flag}") ${assignments(place)} ;;`,
  );
}

function assignments({ value, isMany }: Place): string {
  const words = value.is === "word" ? ` words="${value.words.join(" ")}"` : "";
  return `takes=${value.is}${words}${isMany ? " many=1" : ""}`;
}

const optionsOf = ({ name, options }: WordedCommand): string =>
  `    ${name}) words="${flagsOf(options)}" ;;`;

const flagsOf = (options: readonly WordedOption[]): string =>
  options.flatMap(({ flags }) => flags).join(" ");
