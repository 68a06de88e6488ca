import { spawnSync } from "node:child_process";
import path from "node:path";
import { createProgram } from "../../cli/program";
import { packageRoot } from "../../config/package-root";

const commands = createProgram(() => undefined).commands.map((command) => command.name());

/** The command as its user starts it, where there is neither configuration nor AWS. */
const helpOf = (...words: readonly string[]) =>
  spawnSync(process.execPath, [path.join(packageRoot(), "bin", "warden.mjs"), ...words, "--help"], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, WARDEN_CONFIG: "there-is-none.ts" },
  });

test.each([[[]], ...commands.map((name) => [[name]])])("warden %j --help says how", (words) => {
  const { status, stdout, stderr } = helpOf(...words);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(`Usage: ${["warden", ...words].join(" ")}`);
  expect(stdout).toMatch(/\nExamples:\n {2}\$ /);
  expect(stdout).toContain("\nExit codes:\n");
});
