import { CommandFailed } from "./commands";

export interface Stepped {
  /** Those that were done to the end, in order. */
  readonly passed: readonly string[];
  /** The command that ended it, with its last lines. */
  readonly failure?: { readonly command: string; readonly output: string };
}

/** Takes one step after the other, up to the first whose command fails. */
export async function stepped(
  steps: Readonly<Record<string, () => Promise<void>>>,
  say: (step: string) => void,
): Promise<Stepped> {
  const passed: string[] = [];
  for (const [name, step] of Object.entries(steps)) {
    say(name);
    try {
      await step();
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return { passed, failure: { command: error.command, output: error.output } };
    }
    passed.push(name);
  }
  return { passed };
}
