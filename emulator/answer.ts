import { type OutgoingHttpHeaders } from "node:http";
import { type AwsRequest, header } from "./request";
import { escapeXml } from "./xml";

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const requestId = "00000000-0000-0000-0000-000000000000";

const answer = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { "content-type": type, "x-amzn-requestid": requestId },
  body: Buffer.from(body),
});

export const textAnswer = (type: string, body: string): Answer => answer(200, type, body);

export const jsonAnswer = (value: unknown, status = 200): Answer =>
  answer(status, "application/json", JSON.stringify(value));

export const emptyAnswer = (status: number): Answer => ({
  status,
  headers: {},
  body: Buffer.alloc(0),
});

type Protocol = "s3" | "query" | "json" | "rest";

/** How the called service speaks, which decides what its faults look like. */
export function protocolOf(request: AwsRequest): Protocol {
  if (request.service === "s3") return "s3";
  if (header(request.headers, "x-amz-target") !== undefined) return "json";
  return typeof request.parameters.Action === "string" ? "query" : "rest";
}

const fields = ({ code, message }: Fault): string =>
  `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;

const jsonFault = (fault: Fault): Answer => {
  const body = jsonAnswer({ __type: fault.code, message: fault.message }, fault.status);
  return { ...body, headers: { ...body.headers, "x-amzn-errortype": fault.code } };
};

const renderers: Readonly<Record<Protocol, (fault: Fault) => Answer>> = {
  s3: (fault) =>
    answer(
      fault.status,
      "application/xml",
      `<Error>${fields(fault)}<RequestId>${requestId}</RequestId></Error>`,
    ),
  query: (fault) =>
    answer(
      fault.status,
      "text/xml",
      `<ErrorResponse><Error><Type>Sender</Type>${fields(fault)}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
  json: jsonFault,
  rest: jsonFault,
};

/** A fault in the shape that the clients of the called service read. */
export const faultAnswer = (request: AwsRequest, fault: Fault): Answer => {
  const rendered = renderers[protocolOf(request)](fault);
  return request.method === "HEAD" ? { ...rendered, body: Buffer.alloc(0) } : rendered;
};

/** What AWS answers when policies refuse a call: the code and the status differ by protocol. */
const denials: Readonly<Record<Protocol, Omit<Fault, "message">>> = {
  s3: { status: 403, code: "AccessDenied" },
  query: { status: 403, code: "AccessDenied" },
  json: { status: 400, code: "AccessDeniedException" },
  rest: { status: 403, code: "AccessDeniedException" },
};

export const deniedAnswer = (request: AwsRequest, message: string): Answer => {
  const denial = denials[protocolOf(request)];
  // SNS kept a name of its own for the same thing.
  const code = request.service === "sns" ? "AuthorizationError" : denial.code;
  return faultAnswer(request, { ...denial, code, message });
};
