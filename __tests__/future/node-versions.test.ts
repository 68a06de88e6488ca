import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../config/package-root";
import { NODE_TESTS, NODE_VERSIONS, stepsOn } from "../../future/node-versions";
import { stepped } from "../../future/steps";

const scratch = mkdtempSync(path.join(tmpdir(), "warden-nodes-test-"));

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

test("the lowest version is what package.json lets in", () => {
  const { engines } = JSON.parse(
    readFileSync(path.join(packageRoot(), "package.json"), "utf8"),
  ) as {
    readonly engines: { readonly node: string };
  };

  expect(`>=${NODE_VERSIONS[0]}`).toBe(`${engines.node}.0`);
});

test("the tests that are named are there", () => {
  for (const file of NODE_TESTS) {
    const isThere = [file, `${file}.test.ts`].some((name) =>
      existsSync(path.join(packageRoot(), name)),
    );
    expect([file, isThere]).toEqual([file, true]);
  }
});

test("every step runs on the version's own binary, and the first that fails ends them", async () => {
  const bin = path.join(scratch, "1.2.3", "node_modules", "node", "bin");
  mkdirSync(bin, { recursive: true });
  const log = path.join(scratch, "log");
  const fake = `#!/bin/sh\necho "$*" >> "${log}"\nfor a in "$@"; do [ "$a" = prove ] && exit 1; done\nexit 0\n`;
  writeFileSync(path.join(bin, "node"), fake, { mode: 0o755 });
  const trial = {
    project: packageRoot(),
    scratch,
    tests: ["one"],
    signal: AbortSignal.timeout(20_000),
  };
  const steps = Object.fromEntries(
    Object.entries(stepsOn("1.2.3", trial)).filter(([name]) => name !== "install"),
  );

  const result = await stepped(steps, () => undefined);

  expect(result.passed).toEqual(["synth", "warden --help"]);
  expect(result.failure?.command).toContain("prove --quiet");
  expect(readFileSync(log, "utf8").trim().split("\n")).toEqual([
    "script/start.mjs main.ts",
    "script/start.mjs main.ts",
    "script/start.mjs cli/warden.ts --help",
    "script/start.mjs cli/warden.ts prove --quiet",
  ]);
});
