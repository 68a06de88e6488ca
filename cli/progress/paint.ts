/** A stream that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Each with the code that ends it again. */
const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39] } as const;

export type Paint = (format: keyof typeof CODES, text: string) => string;

/** Colours on a terminal only, and not for those who set NO_COLOR (no-color.org). */
export function paintFor({ isTTY = false }: Output, env: NodeJS.ProcessEnv): Paint {
  const isPlain = !isTTY || Boolean(env.NO_COLOR);
  return (format, text) => {
    const [on, off] = CODES[format];
    return isPlain ? text : `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
