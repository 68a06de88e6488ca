import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { endTethered, spawnTethered } from "../../emulator/tether";

const env = { PATH: process.env.PATH };

/** A shell that tells its own id and the one of a child it started, and ignores polite requests. */
const stubborn = "trap '' TERM; sleep 60 & echo $$ $!; wait; wait";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function untilGone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 100 && pids.some(isAlive); tries += 1) await sleep(50);
}

async function pidsFrom(child: ChildProcess): Promise<readonly number[]> {
  if (child.stdout === null) throw new Error("no output");
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return chunk.toString().trim().split(" ").map(Number);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

test("output and exit code are the command's own", async () => {
  const child = spawnTethered("sh", ["-c", "echo out; echo err >&2; exit 7"], { env });
  if (child.stdout === null || child.stderr === null) throw new Error("no output");

  const [code, out, err] = await Promise.all([
    exitOf(child),
    text(child.stdout),
    text(child.stderr),
  ]);

  expect({ code, out, err }).toEqual({ code: 7, out: "out\n", err: "err\n" });
});

test("a command that doesn't exist ends with 127, as in a shell", async () => {
  expect(await exitOf(spawnTethered("no-such-command-here", [], { env }))).toBe(127);
});

test("the command's environment is what was passed", async () => {
  process.env.WARDEN_TEST_SECRET = "ours";
  const child = spawnTethered("sh", ["-c", "echo ${WARDEN_TEST_SECRET-none} $MINE"], {
    env: { ...env, MINE: "yes" },
  });
  delete process.env.WARDEN_TEST_SECRET;
  if (child.stdout === null) throw new Error("no output");

  expect(await text(child.stdout)).toBe("none yes\n");
});

test("a command gets the chance to end by itself on the first signal", async () => {
  const child = spawnTethered(
    "sh",
    ["-c", "trap 'exit 5' INT; echo $$; while :; do sleep 0.05; done"],
    {
      env,
      firstSignal: "SIGINT",
    },
  );
  await pidsFrom(child);

  child.kill("SIGTERM");

  expect(await exitOf(child)).toBe(5);
});

test("ending a command that refuses takes the processes it started with it", async () => {
  const child = spawnTethered("sh", ["-c", stubborn], { env, graceMilliseconds: 200 });
  const pids = await pidsFrom(child);

  await endTethered(child);
  await untilGone(pids);

  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
});

test("what a command leaves behind when it ends well is ended too", async () => {
  const child = spawnTethered("sh", ["-c", "sleep 60 >/dev/null 2>&1 & echo $!"], { env });
  const pids = await pidsFrom(child);

  await untilGone(pids);

  expect(pids.filter(isAlive)).toEqual([]);
});

describe("when its parent is killed with SIGKILL", () => {
  const folder = mkdtempSync(join(tmpdir(), "warden-tether-"));
  const parentFile = join(folder, "parent.cjs");

  beforeAll(() => {
    const call = `spawnTethered("sh", ["-c", process.argv[2]], { env: process.env, graceMilliseconds: 200 })`;
    buildSync({
      stdin: {
        contents: `import { spawnTethered } from "./emulator/tether"; ${call}.stdout.pipe(process.stdout);`,
        resolveDir: join(__dirname, "../.."),
      },
      bundle: true,
      platform: "node",
      outfile: parentFile,
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("neither the command nor its children survive", async () => {
    const parent = spawn(process.execPath, [parentFile, stubborn], {
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pids = await pidsFrom(parent);
    expect(pids.filter(isAlive)).toHaveLength(2);

    parent.kill("SIGKILL");
    await untilGone(pids);

    expect(pids.filter(isAlive)).toEqual([]);
  });
});
