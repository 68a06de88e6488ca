import { loadConfig } from "../../config/load";
import { matchingStacks } from "../../config/only-stacks";
import { planStacks } from "../../config/stack-plan";
import { EXIT, type ExitCode } from "../exit-codes";
import { stackRows, stacksText } from "../stacks/rows";

export interface StacksFlags {
  readonly config?: string;
  readonly only?: readonly string[];
  readonly json?: true;
}

/** Tells an engine what there is to apply, where and in which order; writes nothing. */
export function stacksCommand({ config, only = [], json }: StacksFlags): ExitCode {
  const plan = planStacks(loadConfig(config));
  const rows = stackRows(plan, matchingStacks(plan, only));
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : stacksText(rows));
  return EXIT.fine;
}
