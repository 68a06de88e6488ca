import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Of one second; the kernel's unit for processes is the same on every machine Node runs on. */
const TICKS = 100;

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly seconds: number;
}

/**
 * Processor seconds that moto has had so far: of the processes below this one, those that aren't
 * Node. NaN where there is no `/proc`.
 */
export function motoSeconds(): number {
  try {
    const all = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readProcess);
    return below(process.pid, all)
      .filter(({ id }) => readlinkSync(`/proc/${id}/exe`) !== process.execPath)
      .reduce((sum, { seconds }) => sum + seconds, 0);
  } catch {
    return NaN;
  }
}

const below = (id: number, all: readonly Process[]): Process[] =>
  all.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child.id, all)]);

/** proc(5): id, name in brackets, state, parent …; the 14th and 15th are time of user and system. */
function readProcess(id: string): Process[] {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
    return [{ id: Number(id), parent: Number(fields[1]), seconds }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
