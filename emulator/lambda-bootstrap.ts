/**
 * What runs inside the function's process: loads the handler, then asks for one event after another.
 * Text and not a module, because it must reach a process that knows nothing of our bundle.
 */
export const lambdaBootstrap = `
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const env = process.env;
const api = "http://" + env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/";
const post = (path, value) => fetch(api + path, { method: "POST", body: JSON.stringify(value ?? null) });
const faultOf = (error) => error instanceof Error
  ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split("\\n") }
  : { errorType: "Error", errorMessage: String(error), trace: [] };

async function load() {
  const [, module, name] = /^(.*)\\.([^.]+)$/.exec(env._HANDLER);
  const stem = join(env.LAMBDA_TASK_ROOT, module);
  const file = [".js", ".mjs", ".cjs"].map((end) => stem + end).find(existsSync);
  if (!file) throw Object.assign(new Error("Cannot find module '" + module + "'"), { name: "Runtime.ImportModuleError" });
  const loaded = await import(pathToFileURL(file).href);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== "function") {
    throw Object.assign(new Error(env._HANDLER + " is undefined or not exported"), { name: "Runtime.HandlerNotFound" });
  }
  return handler;
}

// A retry that a test doesn't wait for: the function's clock is put ahead instead.
const RealDate = Date;
let ahead = 0;
globalThis.Date = class extends RealDate {
  constructor(...parts) { super(...(parts.length === 0 ? [RealDate.now() + ahead] : parts)); }
  static now() { return RealDate.now() + ahead; }
};

const contextOf = (headers) => {
  const deadline = Number(headers.get("lambda-runtime-deadline-ms"));
  return {
    awsRequestId: headers.get("lambda-runtime-aws-request-id"),
    invokedFunctionArn: headers.get("lambda-runtime-invoked-function-arn"),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
  };
};

const handler = await load().catch(async (error) => {
  await post("init/error", faultOf(error));
  process.exit(1);
});

for (;;) {
  const next = await fetch(api + "invocation/next", { headers: { "x-process-id": String(process.pid) } });
  const id = next.headers.get("lambda-runtime-aws-request-id");
  ahead = Number(next.headers.get("x-clock-ahead-ms") ?? 0);
  env._X_AMZN_TRACE_ID = next.headers.get("lambda-runtime-trace-id");
  try {
    await post("invocation/" + id + "/response", await handler(await next.json(), contextOf(next.headers)));
  } catch (error) {
    await post("invocation/" + id + "/error", faultOf(error));
  }
}
`;
