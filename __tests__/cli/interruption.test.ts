import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { interruptible, Interrupted, unlessAborted } from "../../cli/interruption";
import { packageRoot } from "../../config/package-root";
import { estateInput } from "../../bench/estate";
import { exampleInput } from "../support/example";

const folder = mkdtempSync(path.join(tmpdir(), "warden-interruption-"));
const small = path.join(folder, "small.config.ts");
const large = path.join(folder, "large.config.ts");
writeFileSync(small, `export default ${JSON.stringify(exampleInput())};`);
writeFileSync(large, `export default ${JSON.stringify(estateInput(300))};`);

/** AWS on a bad day: takes every call and answers none. */
let aws: Server;
beforeAll(async () => {
  aws = createServer().listen(0, "127.0.0.1");
  await once(aws, "listening");
});
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
  rmSync(folder, { recursive: true });
});

function started(...args: readonly string[]) {
  const start = [path.join(packageRoot(), "script", "start.mjs"), "cli/warden.ts", ...args];
  const cwd = mkdtempSync(path.join(folder, "case-"));
  const child = spawn(process.execPath, start, {
    cwd,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, AWS_REGION: "us-east-1" },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    },
  });
  return { child, cwd, ...told(child) };
}

function told(child: ChildProcess) {
  const heard = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      heard[name] += text;
    });
  }
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const said = async (text: string) => {
    while (!heard.stderr.includes(text) && child.exitCode === null) {
      await new Promise((turn) => setTimeout(turn, 20));
    }
  };
  return { heard, ended, said };
}

describe("a command that AWS lets wait says after a second what for, and Ctrl-C ends it:", () => {
  test.each([
    ["incidents", [], "Read the ledger of payments"],
    ["release", ["--user-id", "AIDAX", "--reason", "a test"], "Lift the block of AIDAX"],
  ])("%s", async (command, flags, step) => {
    const { child, heard, ended, said } = started(command, "--config", small, ...flags);

    await said(step);
    const stopped = Date.now();
    child.kill("SIGINT");
    const [code] = await ended;

    expect(code).toBe(130);
    expect(heard.stdout).toBe("");
    expect(heard.stderr).toMatch(new RegExp(`^\\[.* s\\] ${step}\ninterrupted by SIGINT\n$`));
    // A call to AWS would take minutes to be given up.
    expect(Date.now() - stopped).toBeLessThan(10_000);
  });
});

test("many stacks are written whole or not at all, and the threads are gone", async () => {
  const { child, cwd, heard, ended, said } = started("synth", "--config", large, "--json");

  await said("Write 303 stacks");
  child.kill("SIGINT");
  const [code] = await ended;

  expect(code).toBe(130);
  expect(heard.stdout).toBe("");
  expect(heard.stderr).toMatch(/interrupted by SIGINT\n$/);
  const files = readdirSync(cwd, { recursive: true, encoding: "utf8" });
  const written = files.filter((file) => file.endsWith("cdk.tf.json"));
  expect(written.length).toBeLessThan(303);
  for (const file of written) {
    expect(() => JSON.parse(readFileSync(path.join(cwd, file), "utf8")) as unknown).not.toThrow();
  }
});

test("a proof that is stopped writes no report", async () => {
  const { child, cwd, heard, ended, said } = started(
    ...["prove", "--config", small, "--json", "--sarif", "proof.sarif"],
  );

  await said("Prove what the stacks promise");
  child.kill("SIGINT");
  const [code] = await ended;

  expect(code).toBe(130);
  expect(() => JSON.parse(heard.stdout) as unknown).toThrow(SyntaxError);
  expect(readdirSync(cwd)).not.toContain("proof.sarif");
});

describe("work that can be interrupted", () => {
  const listeners = () => process.listenerCount("SIGINT");

  test("hears of a signal, and leaves no listener behind", async () => {
    const before = listeners();

    await interruptible((signal) => {
      expect(listeners()).toBe(before + 1);
      process.emit("SIGINT");
      expect(signal.reason).toEqual(new Interrupted("SIGINT"));
      return Promise.resolve();
    });

    expect(listeners()).toBe(before);
  });

  test("isn't waited for once the signal came, be it before or behind", async () => {
    const forever = new Promise<never>(() => undefined);
    const controller = new AbortController();
    const waiting = unlessAborted(controller.signal, forever);

    controller.abort(new Interrupted("SIGTERM"));

    await expect(waiting).rejects.toThrow("interrupted by SIGTERM");
    await expect(unlessAborted(controller.signal, forever)).rejects.toThrow(Interrupted);
  });

  test("gives what it has while there is no signal", async () => {
    const { signal } = new AbortController();

    expect(await unlessAborted(signal, Promise.resolve(7))).toBe(7);
    await expect(unlessAborted(signal, Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
