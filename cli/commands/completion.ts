import { type Command } from "commander";
import { bashScript } from "../completion/bash";
import { fishScript } from "../completion/fish";
import { type Shell } from "../completion/shells";
import { type Vocabulary, vocabularyOf } from "../completion/vocabulary";
import { zshScript } from "../completion/zsh";
import { EXIT, type ExitCode } from "../exit-codes";

const SCRIPTS: Readonly<Record<Shell, (vocabulary: Vocabulary) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints a script that knows all commands by itself: no program is started while one types. */
export function completionCommand(shell: Shell, program: Command): ExitCode {
  process.stdout.write(SCRIPTS[shell](vocabularyOf(program)));
  return EXIT.fine;
}
