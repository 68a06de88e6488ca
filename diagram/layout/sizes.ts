import type { DiagramEdge } from "../model/diagram";
import { twoLines, widest } from "./two-lines";

/** Pixels. A picture of two accounts, as wide as a page of text has room, must still be legible. */
export const FONT = { head: 19, title: 15, name: 14, label: 14 } as const;
export const LINE_HEIGHT = 17;
export const NODE = { width: 132, height: 104, icon: 36 } as const;
/** Of what has no line at first: keys, access logs. They stand together, in rows. */
export const CHIP = { width: 176, height: 50, icon: 32, gap: 10 } as const;
export const BOX = { top: 70, side: 16, bottom: 16 } as const;
/** Bold letters are wider than others of their size by so much. */
export const BOLD = 1.1;
/** A label that would be wider takes two lines. */
const LABEL_WIDTH = 80;

/** What stands at a line: its first label, and how many more there are. */
export function edgeLabel({ labels, kind }: DiagramEdge): string {
  // One colour and the legend say it: many lines lead to one queue.
  if (kind === "failure") return "";
  const [first = ""] = labels;
  return labels.length > 1 ? `${first} +${labels.length - 1}` : first;
}

export const labelLines = (label: string): readonly string[] =>
  twoLines(label, FONT.label, LABEL_WIDTH);

export function labelSize(label: string) {
  const lines = labelLines(label);
  return { width: widest(lines, FONT.label) + 8, height: lines.length * LINE_HEIGHT + 3 };
}
