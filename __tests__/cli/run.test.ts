import { Interrupted } from "../../cli/interruption";
import { run } from "../../cli/run";

const env = { PATH: process.env.PATH };
const node = (script: string, more: object = {}) =>
  run(process.execPath, ["-e", script], { env, ...more });

test("a command's exit code and output are a result", async () => {
  const script = "console.log('one\\ntwo'); console.error('three'); process.exit(4)";
  expect(await node(script)).toEqual({ code: 4, stdout: "one\ntwo", stderr: "three" });
});

test("each line is seen as it comes", async () => {
  const lines: string[] = [];
  await node("console.log('one\\ntwo')", { onLine: (line: string) => lines.push(line) });

  expect(lines).toEqual(["one", "two"]);
});

test("a command that doesn't exist has exit code 127", async () => {
  expect(await run("no-such-command", [], { env })).toHaveProperty("code", 127);
});

test("an interruption ends the command, and is what the caller hears of", async () => {
  const controller = new AbortController();
  let pid = 0;
  const running = node("console.log(process.pid); setInterval(() => {}, 1000)", {
    signal: controller.signal,
    onLine: (line: string) => {
      pid = Number(line);
      controller.abort(new Interrupted("SIGINT"));
    },
  });

  await expect(running).rejects.toThrow("interrupted by SIGINT");
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("after an interruption nothing is started any more", async () => {
  const signal = AbortSignal.abort(new Interrupted("SIGTERM"));
  await expect(node("", { signal })).rejects.toThrow("interrupted by SIGTERM");
});
