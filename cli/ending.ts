import { CommanderError } from "commander";
import { ConfigError } from "../config/faults";
import { NoSuchStack } from "../config/only-stacks";
import { PolicyEngineMissing } from "../decisions/judge";
import { BadInput } from "./bad-input";
import { EXIT, type ExitCode } from "./exit-codes";
import { Interrupted } from "./interruption";
import { MissingPrerequisite } from "./prerequisites/missing";
import { type Output } from "./progress/paint";

/** What the caller can mend: the message says all there is, a stack trace would only hide it. */
const THEIRS = [BadInput, ConfigError, NoSuchStack, MissingPrerequisite, PolicyEngineMissing];

/** Tells the person how a command ended, and the shell by which code. */
export function exitCodeOf(error: unknown, output: Output): ExitCode {
  // Commander has written its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
  if (error instanceof Interrupted) {
    output.write(`${error.message}\n`);
    return EXIT.interrupted;
  }
  if (error instanceof Error && THEIRS.some((kind) => error instanceof kind)) {
    output.write(`${error.message}\n`);
    return EXIT.badInput;
  }
  output.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.wrong;
}
