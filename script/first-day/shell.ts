import { run } from "../../cli/run";

export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface Typed {
  readonly code: number;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

/** As somebody types it who says yes to everything; ends at the first command that fails. */
export async function type(command: string, shell: Shell): Promise<Typed> {
  const script = `exec 2>&1 < <(yes yes 2>/dev/null)\n${command}`;
  const { code, stdout } = await run("bash", ["-euo", "pipefail", "-c", script], shell);
  return { code, output: stdout };
}
