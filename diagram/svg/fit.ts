import { textWidth } from "../layout/text-width";

/** Long names keep both ends, by which they differ. */
export function fitted(text: string, size: number, width: number): string {
  let kept = text.length;
  let shown = text;
  while (textWidth(shown, size) > width && kept > 2) {
    kept -= 1;
    const end = Math.floor(kept / 2);
    shown = `${text.slice(0, kept - end)}…${text.slice(text.length - end)}`;
  }
  return shown;
}
