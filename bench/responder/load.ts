import { execFileSync } from "node:child_process";

export interface Loading {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Prints the milliseconds that a module takes to load; Node's own start isn't counted. */
export const NODE_LOADS = `
const began = performance.now();
require(process.argv[1]);
console.log(performance.now() - began);
process.exit(0);
`;

/** The same of the seed's handler: import of boto3, and making the clients. */
export const PYTHON_LOADS = `
import sys, time
began = time.perf_counter()
import importlib.util
spec = importlib.util.spec_from_file_location("seed_handler", sys.argv[1])
spec.loader.exec_module(importlib.util.module_from_spec(spec))
print((time.perf_counter() - began) * 1000)
`;

/** Medians over fresh processes that take turns, so that the machine's moods meet all alike. */
export function loadTimes(
  candidates: readonly Loading[],
  rounds: number,
): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command, args, env } of candidates) {
      const output = execFileSync(command, args, {
        env: { PATH: process.env.PATH, ...env },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      times.get(name)?.push(Number(output.trim()));
    }
  }
  return new Map([...times].map(([name, measured]) => [name, median(measured)]));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
