import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export type LambdaResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

export interface Outcome {
  readonly result: LambdaResult;
  /** The function's process can take no further event. */
  readonly lost: boolean;
}

interface Work {
  readonly id: string;
  readonly event: unknown;
  readonly clockAheadMilliseconds: number;
  readonly settle: (outcome: Outcome) => void;
}

const prefix = "/2018-06-01/runtime/";
const initMilliseconds = 30_000;

const failure = (errorType: string, errorMessage: string): LambdaResult => ({
  ok: false,
  errorType,
  errorMessage,
});

/** The HTTP side of Lambda: hands out events one by one and takes what the function answers. */
export class RuntimeApi {
  private waiting: ServerResponse | undefined;
  private work: Work | undefined;
  private timer: NodeJS.Timeout | undefined;
  private processId: number | undefined;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  constructor(private readonly timeoutSeconds: number) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  run(event: unknown, clockAheadMilliseconds: number): Promise<Outcome> {
    return new Promise((settle) => {
      this.work = { id: randomUUID(), event, clockAheadMilliseconds, settle };
      this.limit(
        initMilliseconds,
        failure("Sandbox.InitTimedout", "The function did not ask for an event in time"),
      );
      this.deliver();
    });
  }

  /** The process is gone: whoever waits for its answer waits in vain. */
  exited(code: number | null): void {
    this.waiting = undefined;
    this.processId = undefined;
    this.settle({
      result: failure("Runtime.ExitError", `Runtime exited with status ${code ?? "unknown"}`),
      lost: true,
    });
  }

  /** Ends the function's process as the kernel would: at once, and without asking it. */
  kill(): void {
    if (this.processId !== undefined) process.kill(this.processId, "SIGKILL");
  }

  private settle(outcome: Outcome): void {
    clearTimeout(this.timer);
    const work = this.work;
    this.work = undefined;
    work?.settle(outcome);
  }

  private limit(milliseconds: number, result: LambdaResult): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.settle({ result, lost: true });
    }, milliseconds);
  }

  private deliver(): void {
    if (this.work === undefined || this.waiting === undefined) return;
    const [{ id, event, clockAheadMilliseconds }, response] = [this.work, this.waiting];
    this.waiting = undefined;
    // As in Lambda, the time to load the function doesn't count against its timeout.
    const seconds = this.timeoutSeconds;
    this.limit(
      seconds * 1000,
      failure("Sandbox.Timedout", `Task timed out after ${seconds.toFixed(2)} seconds`),
    );
    response.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": id,
      "lambda-runtime-deadline-ms": Date.now() + seconds * 1000,
      "x-clock-ahead-ms": clockAheadMilliseconds,
      "lambda-runtime-invoked-function-arn":
        "arn:aws:lambda:us-east-1:000000000000:function:function",
      "lambda-runtime-trace-id": `Root=1-00000000-${id.replaceAll("-", "").slice(0, 24)}`,
    });
    response.end(JSON.stringify(event ?? null));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").replace(prefix, "");
    if (path === "invocation/next") {
      this.processId = Number(request.headers["x-process-id"]);
      this.waiting = response;
      this.deliver();
      return;
    }
    const body = await json(request).catch(() => undefined);
    response.writeHead(202).end();
    if (path === "init/error") this.settle({ result: faultOf(body), lost: true });
    // An answer that comes after its timeout belongs to no event any more.
    const [, id, kind] = path.split("/");
    if (id !== this.work?.id) return;
    this.settle({
      result: kind === "response" ? { ok: true, result: body } : faultOf(body),
      lost: false,
    });
  }
}

function faultOf(body: unknown): LambdaResult {
  const { errorType, errorMessage } = {
    ...(body as { errorType?: unknown; errorMessage?: unknown } | undefined),
  };
  return failure(String(errorType), String(errorMessage));
}
