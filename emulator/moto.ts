import { type ChildProcess } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { endTethered, spawnTethered } from "./tether";

/** The emulator's engine couldn't be started; the message ends with what it said last. */
export class MotoDidNotStart extends Error {
  override readonly name = "MotoDidNotStart";

  constructor(command: readonly string[], problem: string, log: readonly string[]) {
    super([`${command.join(" ")}: ${problem}`, ...log.map((line) => `  ${line}`)].join("\n"));
  }
}

export interface Moto {
  readonly port: number;
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const startMilliseconds = 60_000;
const linesKept = 20;

export async function startMoto(command: readonly string[]): Promise<Moto> {
  const [program = "", ...args] = command;
  const port = await freePort();
  // Without the managed policies a data source for AWS's own SecurityAudit finds nothing.
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
  const child = spawnTethered(program, [...args, "-H", host, "-p", String(port)], { env });
  const log = keepLog(child);
  try {
    await waitForMoto(child, port);
    await withoutDocker(port);
  } catch (error) {
    await endTethered(child);
    throw new MotoDidNotStart(command, error instanceof Error ? error.message : String(error), log);
  }
  return { port, stop: () => endTethered(child) };
}

function keepLog(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  const keep = (chunk: Buffer): void => {
    lines.push(...chunk.toString().split("\n").filter(Boolean));
    lines.splice(0, lines.length - linesKept);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return lines;
}

async function waitForMoto(child: ChildProcess, port: number): Promise<void> {
  const end = Date.now() + startMilliseconds;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`ended at once with exit code ${child.exitCode}`);
    if (await answers(port)) return;
    await sleep(100);
  }
  throw new Error(`did not answer within ${startMilliseconds / 1000} s`);
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://${host}:${port}/moto-api/`).then(
    ({ ok }) => ok,
    () => false,
  );

/** An upload must not make moto pull container images: functions run in our own Lambda runtime. */
async function withoutDocker(port: number): Promise<void> {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  const headers = { "content-type": "application/json" };
  const { ok, status } = await fetch(`http://${host}:${port}/moto-api/config`, {
    method: "POST",
    headers,
    body,
  });
  if (!ok)
    throw new Error(`refused its configuration with status ${status}: moto 5 or newer is needed`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
