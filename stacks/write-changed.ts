import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes the file unless it holds this text already: then it keeps its time, and whoever watches the
 * folder sees what has changed. Whole or not at all, whenever the process is ended.
 */
export function writeChanged(file: string, text: string): void {
  const content = Buffer.from(text);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === content.length && readFileSync(file).equals(content)) return;
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}
