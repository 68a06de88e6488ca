import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../config/package-root";

const folder = mkdtempSync(path.join(tmpdir(), "warden-init-terminal-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Joins this process's pipes to a terminal of the command's own. */
const TERMINAL = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

/** `warden init` at a terminal; each answer is typed once its question stands there. */
async function typed(answers: readonly string[]) {
  const start = [path.join(packageRoot(), "script", "start.mjs"), "cli/warden.ts", "init"];
  const own = mkdtempSync(path.join(folder, "case-"));
  const child = spawn("python3", ["-c", TERMINAL, process.execPath, ...start], {
    cwd: own,
    env: { PATH: process.env.PATH, HOME: folder, TERM: "xterm" },
    timeout: 60_000,
  });
  const rest = [...answers];
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    // A question ends with a colon, a space and the order to place the cursor.
    for (; /: \u001b\[\d+G$/.test(screen) && rest.length > 0; screen += "\n") {
      child.stdin.write(rest.shift() ?? "");
    }
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, screen, files: readdirSync(own), folder: own };
}

test("Ctrl-C in the middle of a question ends with 130, and nothing is written", async () => {
  const { code, screen, files } = await typed(["\r", "us-east-1\r", CTRL_C]);

  expect({ code, files }).toEqual({ code: 130, files: [] });
  expect(screen).toContain("interrupted by SIGINT");
});

test("an input that ends is no answer", async () => {
  const { code, screen, files } = await typed(["\r", CTRL_D]);

  expect({ code, files }).toEqual({ code: 2, files: [] });
  expect(screen).toContain("the input ended before the last answer; nothing is written");
});

test("the answers of a person become the file", async () => {
  const accounts = ["111111111111\r", "\r", "team@example.com\r", "\r", "\r"];
  const workload = ["payments\r", "222222222222\r", "acme-payments\r", "\r", "\r", "\r"];
  const answers = ["acme\r", "us-east-1\r", "\r", ...accounts, ...workload, "\r"];

  const { code, screen, files, folder: own } = await typed(answers);

  expect({ code, files }).toEqual({ code: 0, files: ["warden.config.ts"] });
  expect(readFileSync(path.join(own, "warden.config.ts"), "utf8")).toContain(
    'bucketName: "acme-payments"',
  );
  expect(screen).toContain("npx warden synth");
});
