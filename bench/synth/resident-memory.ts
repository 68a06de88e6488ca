import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Resident memory of a process group now, in KiB, without its leader: that is the shell that waits.
 * A page that processes share is counted for each of them. Linux remembers each process's peak: what
 * a single one had between two looks isn't missed.
 */
export function residentKilobytes(group: number): number {
  const members = existsSync("/proc/self/status") ? fromProc(group) : fromPs(group);
  const together = members.reduce((sum, { now }) => sum + now, 0);
  return Math.max(together, ...members.map(({ peak }) => peak));
}

interface Resident {
  readonly now: number;
  readonly peak: number;
}

const fromProc = (group: number): Resident[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== group)
    .flatMap((pid) => {
      try {
        return groupOf(readFileSync(`/proc/${pid}/stat`, "utf8")) === group
          ? [resident(readFileSync(`/proc/${pid}/status`, "utf8"))]
          : [];
      } catch {
        // It has ended since the folder was listed.
        return [];
      }
    });

/** proc(5): "pid (name) state ppid pgrp …", where the name may hold spaces and parentheses. */
const groupOf = (stat: string): number =>
  Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);

function resident(status: string): Resident {
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
  // A process that is about to be gone has neither.
  return { now: field("VmRSS") || 0, peak: field("VmHWM") || 0 };
}

const fromPs = (group: number): Resident[] =>
  execFileSync("ps", ["-A", "-o", "pid=,pgid=,rss="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([pid, pgid]) => pgid === group && pid !== group)
    .map(([, , rss = 0]) => ({ now: rss, peak: rss }));
