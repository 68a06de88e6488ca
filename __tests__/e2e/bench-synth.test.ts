import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

test("bench:synth prints one object, with what was measured of one account", () => {
  const args = ["--accounts", "1", "--runs", "1", "--anchors", "floor", "--json"];
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "bench:synth", "--", ...args], {
    cwd: root,
    encoding: "utf8",
  });

  expect(stderr).toContain("1 accounts, run 1 of 1: floor");
  expect(status).toBe(0);
  const { wallSeconds, cpuSeconds, peakMegabytes, bytes, ...rest } = JSON.parse(stdout) as Record<
    string,
    number
  >;
  expect(rest).toMatchObject({
    accounts: 1,
    // The workload's, the audit account's before and after the delegation, the management account's.
    stacks: 4,
    runs: 1,
    again: { identical: true },
    anchors: { floor: { wallSeconds: expect.any(Number), cpuSeconds: expect.any(Number) } },
    machine: { node: process.versions.node },
  });
  // Node alone needs as much to start.
  expect(wallSeconds).toBeGreaterThan(0.1);
  expect(cpuSeconds).toBeGreaterThan(0.1);
  expect(peakMegabytes).toBeGreaterThan(50);
  expect(bytes).toBeGreaterThan(100_000);
});
