import { type Answer, jsonAnswer } from "../../emulator/answer";
import { allGaps, type Gap, matchRoute } from "../../emulator/gaps";
import { type MotoClient } from "../../emulator/moto-client";
import { Organization, type OrganizationSettings } from "../../emulator/organization";
import { type AwsRequest, parseRequest } from "../../emulator/request";

interface Sketch {
  readonly service: string;
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default us-east-1 */
  readonly region?: string;
}

/** A request as a client would sign and send it. */
export function request({
  service,
  method = "GET",
  target = "/",
  headers = {},
  body = "",
  region = "us-east-1",
}: Sketch): AwsRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/${region}/${service}/aws4_request`;
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return parseRequest({ method, target, headers: { authorization, ...headers }, body: bytes });
}

const noMoto = () => Promise.reject(new Error("moto was asked"));

export const absentMoto: MotoClient = { send: noMoto, query: noMoto, json: noMoto, s3: noMoto };

type Forwarded = (sent: AwsRequest, accountId: string) => Answer;

/** The gateway's gaps in front of a moto that answers everything with what it was given. */
export function gapsBench(
  forwarded: Forwarded = () => jsonAnswer({}),
  settings?: OrganizationSettings,
) {
  const { gaps, buckets } = allGaps(settings && new Organization(settings));
  const ask = async (
    accountId: string,
    sketch: Sketch,
    moto: Partial<MotoClient> = {},
  ): Promise<Answer> => {
    const asked = request(sketch);
    const found = find(gaps, asked);
    if (found === undefined) throw new Error(`no gap answers ${asked.method} ${asked.target}`);
    return found.gap.answer({
      request: asked,
      caller: { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId },
      rest: found.rest,
      moto: { ...absentMoto, ...moto },
      forward: (changed = {}) => Promise.resolve(forwarded({ ...asked, ...changed }, accountId)),
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
