/** A stream that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Each with the code that ends it again. */
const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39] } as const;

export type Paint = (format: keyof typeof CODES, text: string) => string;

/** A stream and the colours that it takes. */
export interface Painted {
  readonly output: Output;
  readonly paint: Paint;
}

export function paintFor(output: Output, env: NodeJS.ProcessEnv): Paint {
  const isColoured = takesColours(output, env);
  return (format, text) => {
    const [on, off] = CODES[format];
    return isColoured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
}

/**
 * On a terminal only, and not for those who set NO_COLOR (no-color.org); FORCE_COLOR decides alone,
 * as in Node itself: 0 and false are no, everything else is yes.
 */
function takesColours(output: Output, { FORCE_COLOR, NO_COLOR, ...env }: NodeJS.ProcessEnv) {
  if (FORCE_COLOR !== undefined) return !["0", "false"].includes(FORCE_COLOR);
  return isMoving(output, env) && !NO_COLOR;
}

/** Whether what stands there can be written over; a terminal called dumb only takes lines. */
export const isMoving = ({ isTTY = false }: Output, { TERM }: NodeJS.ProcessEnv): boolean =>
  isTTY && TERM !== "dumb";
