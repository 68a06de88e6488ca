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
export const onlyOption = (what = "only these stacks") =>
  new Option("--only <name...>", `${what}; * stands for any characters, ? for one`);
export const workersOption = () =>
  new Option("--workers <count>", "threads at a time (default: one for each processor)");
export const jsonOption = (also?: string) =>
  new Option("--json", sentence("print JSON, for a program to read", also));
export const quietOption = (also?: string) =>
  new Option("--quiet", sentence("show no progress", also));

/** What an option does besides in one command, behind what it does in all. */
const sentence = (everywhere: string, here: string | undefined): string =>
  [everywhere, here].filter(Boolean).join("; ");

/** Tells the process how a command ended. */
export type OnExit = (code: ExitCode) => void;
