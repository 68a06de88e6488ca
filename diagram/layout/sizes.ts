import type { DiagramEdge } from "../model/diagram";
import { textWidth } from "./text-width";

/** Pixels. */
export const NODE = { width: 128, height: 76, icon: 32 } as const;
/** Of what has no line at first: keys, access logs. They stand together, in rows. */
export const CHIP = { width: 152, height: 40, icon: 24, gap: 10 } as const;
export const BOX = { top: 62, side: 16, bottom: 16 } as const;
/** Bold letters are wider than others of their size by so much. */
export const BOLD = 1.1;
export const FONT = { title: 12, name: 11, label: 11 } as const;
export const LINE_HEIGHT = 13;

/** What stands at a line: its first label, and how many more there are. */
export function edgeLabel({ labels, kind }: DiagramEdge): string {
  // One colour and the legend say it: many lines lead to one queue.
  if (kind === "failure") return "";
  const [first = ""] = labels;
  return labels.length > 1 ? `${first} +${labels.length - 1}` : first;
}

export const labelSize = (label: string) => ({
  width: textWidth(label, FONT.label) + 8,
  height: LINE_HEIGHT + 3,
});
