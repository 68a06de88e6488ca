import { request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { type Answer } from "./answer";
import { type RawRequest } from "./request";
import { withAwsUserIds } from "./user-ids";
import { xmlText } from "./xml";

/** The service answered with a fault of its own; `code` is AWS's name of it. */
export class MotoFault extends Error {
  override readonly name = "MotoFault";

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Where a question of ours goes: any service in any account, with no credentials of that account. */
export interface Destination {
  readonly service: string;
  readonly accountId: string;
  readonly region?: string;
  /** Asks as the owner of this key. */
  readonly accessKey?: string;
}

export interface MotoClient {
  send(request: RawRequest, accountId?: string): Promise<Answer>;
  /** Query protocol: answers with XML. */
  query(to: Destination, action: string, parameters?: Record<string, string>): Promise<string>;
  /** JSON protocol; `operation` is the whole target, such as `TrentService.DescribeKey`. */
  json(to: Destination, operation: string, parameters: object): Promise<Record<string, unknown>>;
  s3(method: "GET" | "HEAD", target: string): Promise<Answer>;
}

/** moto's own way to say on whose behalf a call is made, above what the access key says. */
export const accountHeader = "x-moto-account-id";

// Hop-by-hop headers are ours to write; what is left must reach moto as it came.
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "expect",
  "content-length",
]);

export function motoClient(port: number): MotoClient {
  const send: MotoClient["send"] = async (raw, accountId) =>
    withAwsUserIds(await sendTo(port, raw, accountId));

  const ask = async (to: Destination, headers: Record<string, string>, body: string) => {
    const signed = { ...headers, authorization: authorization(to) };
    return parse(
      await send(
        { method: "POST", target: "/", headers: signed, body: Buffer.from(body) },
        accountOf(to),
      ),
    );
  };

  return {
    send,
    query: (to, action, parameters = {}) =>
      ask(
        to,
        { "content-type": "application/x-www-form-urlencoded" },
        form({ ...parameters, Action: action }),
      ),
    json: async (to, operation, parameters) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": operation };
      return JSON.parse(await ask(to, headers, JSON.stringify(parameters))) as Record<
        string,
        unknown
      >;
    },
    s3: (method, target) =>
      send({
        method,
        target,
        headers: { authorization: authorization({ service: "s3", accountId: "" }) },
        body: Buffer.alloc(0),
      }),
  };
}

const form = (parameters: Record<string, string>): string =>
  new URLSearchParams({ Version: "2010-05-08", ...parameters }).toString();

/** A key of its own speaks for itself: naming an account too would overrule it. */
const accountOf = (to: Destination): string | undefined =>
  to.accessKey === undefined ? to.accountId : undefined;

/** moto reads the scope of a signature and doesn't check the rest. */
const authorization = ({
  service,
  region = "us-east-1",
  accessKey = "AKIAIOSFODNN7EXAMPLE",
}: Destination): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

function parse({ status, body }: Answer): string {
  const answer = body.toString();
  if (status < 300) return answer;
  const code =
    xmlText(answer, "Code") ??
    /"(?:__type|code)": ?"(?:[^"]*#)?([^"]+)"/.exec(answer)?.[1] ??
    String(status);
  throw new MotoFault(code, xmlText(answer, "Message") ?? answer.slice(0, 300));
}

function sendTo(port: number, raw: RawRequest, accountId: string | undefined): Promise<Answer> {
  const kept = Object.fromEntries(
    Object.entries(raw.headers).filter(([name]) => !hopByHop.has(name)),
  );
  const headers = {
    ...kept,
    ...(accountId === undefined ? {} : { [accountHeader]: accountId }),
    "content-length": raw.body.length,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, method: raw.method, path: raw.target, headers, agent: false },
      (incoming) => {
        buffer(incoming).then((body) => {
          resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body });
        }, reject);
      },
    );
    outgoing.once("error", reject).end(raw.body);
  });
}
