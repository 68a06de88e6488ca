import { Option } from "commander";
import { type ExitCode } from "./exit-codes";

/** The options that several commands have, by one name and in the same words. */

export const configOption = () =>
  new Option(
    "--config <file>",
    "the configuration (default: $WARDEN_CONFIG, else warden.config.ts)",
  );
export const workloadOption = () =>
  new Option("--workload <name>", "whose ledger (default: the configuration's only workload)");
export const onlyOption = () =>
  new Option("--only <name...>", "only these stacks; * stands for any characters, ? for one");
export const workersOption = () =>
  new Option("--workers <count>", "threads at a time (default: one for each processor)");
export const jsonOption = () => new Option("--json", "print JSON, for a program to read");

/** Tells the process how a command ended. */
export type OnExit = (code: ExitCode) => void;
