import { readFileSync, existsSync } from "node:fs";
import { zipSync } from "fflate";
import { type LambdaProcess, startLambda } from "../../emulator/lambda-runtime";

const running: LambdaProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((lambda) => lambda.stop()));
});

async function start(
  source: string,
  changes: { environment?: Record<string, string>; handler?: string } = {},
) {
  const archive = zipSync({ "index.js": Buffer.from(source) });
  const defaults = { archive, handler: "index.handler", environment: {}, timeoutSeconds: 5 };
  const lambda = await startLambda({ ...defaults, ...changes });
  running.push(lambda);
  return lambda;
}

test("a handler gets the event and its result comes back", async () => {
  const lambda = await start("exports.handler = async (event) => ({ got: event.n });");

  expect(await lambda.invoke({ n: 1 })).toEqual({ ok: true, result: { got: 1 } });
});

test("an error that a handler throws comes back by name, and the process lives on", async () => {
  const lambda = await start(
    "let n = 0; exports.handler = async () => { n += 1; if (n === 1) throw new TypeError('broken'); return n; };",
  );

  expect(await lambda.invoke({})).toEqual({
    ok: false,
    errorType: "TypeError",
    errorMessage: "broken",
  });
  expect(await lambda.invoke({})).toEqual({ ok: true, result: 2 });
});

test("a handler that doesn't end in time is ended, and the next event meets a new process", async () => {
  const archive = zipSync({
    "index.js": Buffer.from(
      "exports.handler = (event) => event.hang ? new Promise(() => setInterval(() => {}, 9)) : 1;",
    ),
  });
  const lambda = await startLambda({
    archive,
    handler: "index.handler",
    environment: {},
    timeoutSeconds: 0.5,
  });
  running.push(lambda);

  expect(await lambda.invoke({ hang: true })).toMatchObject({
    ok: false,
    errorType: "Sandbox.Timedout",
  });
  expect(await lambda.invoke({})).toEqual({ ok: true, result: 1 });
});

test("a process that exits fails its event, and the next event meets a new process", async () => {
  const lambda = await start(
    "exports.handler = async (event) => event.die ? process.exit(3) : 'alive';",
  );

  expect(await lambda.invoke({ die: true })).toEqual({
    ok: false,
    errorType: "Runtime.ExitError",
    errorMessage: "Runtime exited with status 3",
  });
  expect(await lambda.invoke({})).toEqual({ ok: true, result: "alive" });
});

test("a killed process fails its event, and the next event meets a new process", async () => {
  const lambda = await start(
    "exports.handler = (event) => event.hang ? new Promise(() => setInterval(() => {}, 9)) : process.pid;",
  );
  const before = await lambda.invoke({});

  const hanging = lambda.invoke({ hang: true });
  await new Promise((resolve) => setTimeout(resolve, 50));
  lambda.kill();

  expect(await hanging).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
  const after = await lambda.invoke({});
  expect(after.ok).toBe(true);
  expect(after).not.toEqual(before);
});

test("a function's clock can be put ahead for one event, and its time left stays what it was", async () => {
  const lambda = await start(
    "exports.handler = async (_, context) => [Date.now(), new Date().getTime(), new Date(7).getTime(), context.getRemainingTimeInMillis()];",
  );

  const ahead = (await lambda.invoke({}, 3_600_000)) as { result: number[] };
  const back = (await lambda.invoke({})) as { result: number[] };

  const [now = 0, date = 0, fixed, left = 0] = ahead.result;
  expect(now - Date.now()).toBeGreaterThan(3_590_000);
  expect(date - now).toBeLessThan(50);
  expect(fixed).toBe(7);
  expect(left).toBeGreaterThan(4_000);
  expect(left).toBeLessThanOrEqual(5_000);
  expect(Math.abs((back.result[0] ?? 0) - Date.now())).toBeLessThan(1_000);
});

test("a module that fails to load fails each event with its own error", async () => {
  const lambda = await start("throw new RangeError('no settings');");

  const failed = { ok: false, errorType: "RangeError", errorMessage: "no settings" };
  expect(await lambda.invoke({})).toEqual(failed);
  expect(await lambda.invoke({})).toEqual(failed);
});

test("a handler that the archive doesn't export is named", async () => {
  const lambda = await start("exports.other = () => 1;");

  expect(await lambda.invoke({})).toMatchObject({ errorType: "Runtime.HandlerNotFound" });
});

test("events that arrive together are handled one after another", async () => {
  const lambda = await start(
    "let busy = 0; exports.handler = async () => { busy += 1; await new Promise((r) => setTimeout(r, 30)); return busy--; };",
  );

  const results = await Promise.all([lambda.invoke({}), lambda.invoke({}), lambda.invoke({})]);

  expect(results).toEqual([1, 1, 1].map((result) => ({ ok: true, result })));
});

test("a function sees its own environment and none of ours", async () => {
  process.env.WARDEN_TEST_SECRET = "ours";
  const lambda = await start("exports.handler = async () => process.env;", {
    environment: { MINE: "yes" },
  });

  const { result } = (await lambda.invoke({})) as { result: Record<string, string> };
  delete process.env.WARDEN_TEST_SECRET;

  expect(result).toMatchObject({
    MINE: "yes",
    _HANDLER: "index.handler",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  });
  expect(result).not.toHaveProperty("WARDEN_TEST_SECRET");
  expect(result).not.toHaveProperty("HOME");
});

test("stopping ends the process and removes the unpacked archive", async () => {
  const lambda = await start(
    "exports.handler = async () => ({ root: process.env.LAMBDA_TASK_ROOT, pid: process.pid });",
  );
  const { result } = (await lambda.invoke({})) as { result: { root: string; pid: number } };
  expect(readFileSync(`${result.root}/index.js`, "utf8")).toContain("handler");

  await lambda.stop();

  expect(existsSync(result.root)).toBe(false);
  expect(() => process.kill(result.pid, 0)).toThrow("ESRCH");
});
