import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { askedAgain, isPage } from "./asked-again";
import { type Answer, deniedAnswer, faultAnswer } from "./answer";
import { type Caller, type FindCaller } from "./callers";
import { type Enforcement } from "./enforcement";
import { type Faults, NO_ANSWER } from "./faults";
import { type Buckets, type Gap, matchRoute } from "./gaps";
import { type MotoClient } from "./moto-client";
import { type AwsRequest, describeRequest, parseRequest } from "./request";
import { type Remembered } from "./remembered";
import { ownerOfTarget } from "./retarget";

export interface GatewayParts {
  readonly moto: MotoClient;
  /** What judging asks moto. */
  readonly remembered: Remembered;
  readonly gaps: readonly Gap[];
  readonly buckets: Buckets;
  readonly findCaller: FindCaller;
  readonly enforcement: Enforcement;
  readonly faults: Faults;
  readonly log: (line: string) => void;
  readonly onCall?: (call: ServedCall) => void;
}

/** A call that was made through the gateway, and how it ended. */
export interface ServedCall {
  /** `s3:DeleteObject`, `securityhub POST /findings/import` */
  readonly call: string;
  readonly principal: string;
  readonly accessKey: string | undefined;
  /** What policies see as `aws:userid`. */
  readonly userId: string;
  /** Undefined when nobody answered. */
  readonly status: number | undefined;
  readonly request: AwsRequest;
  /** Undefined when nobody answered. */
  readonly answer: Answer | undefined;
}

export interface Gateway {
  readonly url: string;
  stop(): Promise<void>;
}

/** The one endpoint for all services: judges, answers what moto can't, passes the rest through. */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const server = createServer((incoming, outgoing) => void serve(parts, incoming, outgoing));
  // A client may send on a connection in the moment in which it is closed for being idle.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

async function serve(
  parts: GatewayParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", url: target = "/", headers } = incoming;
  try {
    const request = parseRequest({ method, target, headers, body: await buffer(incoming) });
    const answer = await safely(parts, request);
    // The connection is left to the client: it gives up, or is gone.
    if (answer === NO_ANSWER) return;
    outgoing.writeHead(answer.status, withoutConnection(answer.headers)).end(answer.body);
  } catch (error) {
    // The client is gone, or its request can't be read: there is nobody to answer.
    parts.log(`${method} ${target}: ${String(error)}`);
    outgoing.destroy();
  }
}

async function safely(parts: GatewayParts, request: AwsRequest): Promise<Reply> {
  try {
    return await answerTo(parts, request);
  } catch (error) {
    const message = `The emulator failed on ${describeRequest(request)}: ${String(error)}`;
    parts.log(message);
    return faultAnswer(request, { status: 500, code: "InternalFailure", message });
  }
}

type Reply = Answer | typeof NO_ANSWER;

async function answerTo(parts: GatewayParts, request: AwsRequest): Promise<Reply> {
  const caller = await parts.findCaller(request.accessKey);
  const reply = parts.faults.strike(request, caller) ?? (await answerOf(parts, request, caller));
  parts.remembered.after(request);
  const answer = reply === NO_ANSWER ? undefined : reply;
  parts.onCall?.({
    call: describeRequest(request),
    principal: caller.arn,
    userId: caller.userId,
    accessKey: request.accessKey,
    status: answer?.status,
    request,
    answer,
  });
  return reply;
}

/** May they, does a gap answer, and only then moto. */
async function answerOf(parts: GatewayParts, request: AwsRequest, caller: Caller): Promise<Answer> {
  const { moto, buckets, enforcement } = parts;
  const refusal = await enforcement.refusal({
    request,
    caller,
    buckets,
    moto: parts.remembered.moto,
  });
  if (refusal !== undefined) return deniedAnswer(request, refusal);

  const forward = (changed: Partial<AwsRequest> = {}) =>
    moto.send({ ...request, ...changed }, ownerOfTarget(request, caller.accountId));
  for (const gap of parts.gaps.filter(({ service }) => service === request.service)) {
    const rest = matchRoute(gap.route, request);
    if (rest !== undefined) return gap.answer({ request, caller, rest, moto, forward });
  }
  return explained(parts, request, await askedAgain(request, forward));
}

/** moto's traceback page tells a client nothing, and a status of 500 makes it try again. */
function explained({ log }: GatewayParts, request: AwsRequest, answer: Answer): Answer {
  if (!isPage(answer)) return answer;
  const message = `The emulator doesn't implement ${describeRequest(request)} (moto answered ${answer.status})`;
  log(message);
  return faultAnswer(request, { status: 501, code: "NotImplemented", message });
}

/** How bytes travel is settled anew on each leg. */
const withoutConnection = (headers: Answer["headers"]): Answer["headers"] =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name !== "connection" && name !== "transfer-encoding",
    ),
  );

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
