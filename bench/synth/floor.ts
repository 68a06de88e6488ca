import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Cost } from "./medians";
import { filesIn } from "./written";

/** Nothing but the bytes is kept in memory: a peak would say nothing. */
export type WritingCost = Omit<Cost, "peakMegabytes">;

/** Writes what is in `source` into `target` again; reading isn't counted. */
export function costOfWriting(source: string, target: string): WritingCost {
  const files = filesIn(source).map((name) => ({
    name: path.join(target, name),
    content: readFileSync(path.join(source, name)),
  }));
  const before = process.cpuUsage();
  const started = performance.now();
  const folders = new Set(files.map(({ name }) => path.dirname(name)));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const { name, content } of files) writeFileSync(name, content);
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { wallSeconds, cpuSeconds: (user + system) / 1e6 };
}
