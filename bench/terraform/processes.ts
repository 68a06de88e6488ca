import { readdirSync, readFileSync } from "node:fs";

/** Linux only: what /proc tells of a process. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Processor time of all descendants that have ended and were waited for. */
  readonly endedChildrenSeconds: number;
}

/** The kernel's unit for times in /proc, the same on every machine. */
const TICKS_PER_SECOND = 100;

/** The command stands in parentheses and may hold some itself; fields are numbered in proc(5). */
export function parseStat(text: string): ProcessStat {
  const [open, close] = [text.indexOf("("), text.lastIndexOf(")")];
  const rest = text.slice(close + 2).split(" ");
  const field = (number: number) => Number(rest[number - 3]);
  return {
    pid: Number(text.slice(0, open)),
    command: text.slice(open + 1, close),
    parent: field(4),
    endedChildrenSeconds: (field(16) + field(17)) / TICKS_PER_SECOND,
  };
}

export interface Memory {
  /** Pages that several processes share are counted once. */
  readonly megabytes: number;
  /** The part that belongs to no file: nobody can take it back. */
  readonly ownMegabytes: number;
}

/** Of /proc/<pid>/smaps_rollup. */
export function parseMemory(text: string): Memory {
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
  return { megabytes: megabytes("Pss"), ownMegabytes: megabytes("Pss_Anon") };
}

/** All below `ancestor`, it not included. */
export function descendants(all: readonly ProcessStat[], ancestor: number): ProcessStat[] {
  const children = all.filter(({ parent }) => parent === ancestor);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** Processor time of everything this process started and saw the end of. */
export const endedChildrenSeconds = (): number =>
  parseStat(readFileSync("/proc/self/stat", "utf8")).endedChildrenSeconds;

/** Of Terraform and its providers, as far as this process started them. */
export function terraformMemory(): Memory {
  const found = descendants(processes(), process.pid)
    .filter(({ command }) => command.startsWith("terraform"))
    .map(({ pid }) => parseMemory(read(`/proc/${pid}/smaps_rollup`)));
  return {
    megabytes: sum(found.map(({ megabytes }) => megabytes)),
    ownMegabytes: sum(found.map(({ ownMegabytes }) => ownMegabytes)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const processes = (): ProcessStat[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => read(`/proc/${pid}/stat`))
    .filter(Boolean)
    .map(parseStat);

/** Empty for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
