import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Threads need a bundle, so the program is one of its own. */
const doubled = (...numbers: number[]): string =>
  spawnSync(
    process.execPath,
    ["script/start.mjs", "__tests__/support/threads.ts", ...numbers.map(String)],
    { cwd: root, encoding: "utf8", timeout: 60_000 },
  ).stdout.trim();

test("every job is done once, more jobs than threads", () => {
  expect(doubled(1, 2, 3, 4, 5)).toBe("[[1,2],[2,4],[3,6],[4,8],[5,10]]");
});

test("a job that fails ends the others, and its error is the caller's", () => {
  expect(doubled(0, 101, 1)).toBe("RangeError: 101 is too much");
});

test("a thread that leaves without a word has not done its job", () => {
  expect(doubled(1, -3, 0)).toBe("Error: a thread to write stacks ended with code 3");
});
