import { type TimelineEntry } from "../rehearse/record";
import { type Paint } from "./paint";

/** `  ✓ The object is gone: no version left` */
export function timelineLine({ ok, title, detail }: TimelineEntry, paint: Paint): string {
  const mark = ok ? paint("green", "✓") : paint("red", "✗");
  const text = detail === "" ? title : `${title}: ${detail.replaceAll("\n", "\n      ")}`;
  return `  ${mark} ${ok ? text : paint("red", text)}`;
}
