import { quote } from "../../lambda/responder/alert/quote";

const PLAIN = /^[\x21-\x7e]+$/;

/** On one line whatever it holds: in quotes when it could be taken for something else. */
export const shown = (value: string): string =>
  PLAIN.test(value) && !value.startsWith('"') ? value : quote(value);

const LONGEST = 60;

/** Cut in the middle: both ends of keys and ARNs tell most. */
export function shortened(value: string): string {
  if (value.length <= LONGEST) return value;
  const half = (LONGEST - 1) / 2;
  return `${value.slice(0, Math.ceil(half))}…${value.slice(-Math.floor(half))}`;
}

/** Rows in columns, each as wide as its widest cell; the first row is the heading. */
export function columns(rows: readonly (readonly string[])[]): string {
  const width = (at: number) => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(width(at)))).join("  "),
  );
  return `${lines.join("\n")}\n`;
}
