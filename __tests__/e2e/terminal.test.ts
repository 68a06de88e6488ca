import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { estateInput } from "../../bench/estate";
import { packageRoot } from "../../config/package-root";

const folder = mkdtempSync(path.join(tmpdir(), "warden-terminal-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(
  path.join(folder, "warden.config.ts"),
  `export default ${JSON.stringify(estateInput(100))};`,
);

/** What a person sees of a command whose standard output goes into a file. */
function onTerminal(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const start = path.join(packageRoot(), "script", "start.mjs");
  const command = `stty rows 24 cols 80; "${process.execPath}" "${start}" cli/warden.ts ${args.join(" ")} > out`;
  const { status, stdout } = spawnSync(
    "python3",
    ["-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)", "sh", "-c", command],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, TERM: "xterm", ...env },
      encoding: "utf8",
      input: "",
    },
  );
  return { status, screen: stdout, answer: readFileSync(path.join(folder, "out"), "utf8") };
}

const ESCAPE = "\u001b[";

test("progress moves on the terminal, and the answer in the file is the answer alone", () => {
  const { status, screen, answer } = onTerminal({}, "synth", "--json");

  expect(status).toBe(0);
  expect(JSON.parse(answer)).toHaveLength(103);
  expect(screen).toMatch(/\d+ of 103/);
  expect(screen).toContain(ESCAPE);
});

test("a terminal that takes only lines gets lines", () => {
  const { status, screen, answer } = onTerminal({ TERM: "dumb" }, "synth");

  expect(status).toBe(0);
  expect(screen).toMatch(/^\[ {3}0\.0 s\] Write 103 stacks\r\n/);
  expect(screen + answer).not.toContain(ESCAPE);
});

test("with --quiet it stays empty", () => {
  const { status, screen, answer } = onTerminal({}, "synth", "--quiet");

  expect({ status, screen }).toEqual({ status: 0, screen: "" });
  expect(answer).toContain("workload-w99");
});
