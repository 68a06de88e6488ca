import { type Answer, jsonAnswer } from "../../emulator/answer";
import { allGaps, type Gap, matchRoute } from "../../emulator/gaps";
import { type MotoClient } from "../../emulator/moto-client";
import { type AwsRequest, parseRequest } from "../../emulator/request";

interface Sketch {
  readonly service: string;
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request as a client would sign and send it. */
export function request({
  service,
  method = "GET",
  target = "/",
  headers = {},
  body = "",
}: Sketch): AwsRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request`;
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return parseRequest({ method, target, headers: { authorization, ...headers }, body: bytes });
}

const noMoto = () => Promise.reject(new Error("moto was asked"));

export const absentMoto: MotoClient = { send: noMoto, query: noMoto, json: noMoto, s3: noMoto };

/** The gateway's gaps in front of a moto that answers everything with what it was given. */
export function gapsBench(forwarded: (sent: AwsRequest) => Answer = () => jsonAnswer({})) {
  const { gaps, buckets } = allGaps();
  const ask = async (accountId: string, sketch: Sketch): Promise<Answer> => {
    const asked = request(sketch);
    const found = find(gaps, asked);
    if (found === undefined) throw new Error(`no gap answers ${asked.method} ${asked.target}`);
    return found.gap.answer({
      request: asked,
      caller: { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId },
      rest: found.rest,
      moto: absentMoto,
      forward: (changed = {}) => Promise.resolve(forwarded({ ...asked, ...changed })),
    });
  };
  return { ask, buckets };
}

function find(gaps: readonly Gap[], asked: AwsRequest) {
  for (const gap of gaps.filter(({ service }) => service === asked.service)) {
    const rest = matchRoute(gap.route, asked);
    if (rest !== undefined) return { gap, rest };
  }
  return undefined;
}

export const bodyOf = (answer: Answer): unknown => JSON.parse(answer.body.toString());
