import { readFileSync } from "node:fs";
import type { LineOf } from "../../diagram/model/parts";
import { lineOf } from "../prove/located";

/** Lines of addresses; each file is read once. */
export function linesInFiles(): LineOf {
  const texts = new Map<string, string>();
  return (file, address) => {
    const text = texts.get(file) ?? readFileSync(file, "utf8");
    texts.set(file, text);
    return lineOf(text, address);
  };
}
