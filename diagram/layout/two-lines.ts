import { textWidth } from "./text-width";

/** Behind a space, or behind the colon of `s3:PutObject`. */
const BREAKS = /(?<=[ :])/;

/** A text that is wider than `width` pixels in two lines, as narrow as it gets; no word is cut. */
export function twoLines(text: string, size: number, width: number): readonly string[] {
  if (textWidth(text, size) <= width) return [text];
  const words = text.split(BREAKS);
  const ways = words.slice(1).map((_, index) => {
    const lines = [words.slice(0, index + 1), words.slice(index + 1)];
    return lines.map((line) => line.join("").trim());
  });
  return [[text], ...ways].reduce((best, way) =>
    widest(way, size) < widest(best, size) ? way : best,
  );
}

/** Pixels of the longest line. */
export const widest = (lines: readonly string[], size: number): number =>
  Math.max(...lines.map((line) => textWidth(line, size)));
