import { text } from "node:stream/consumers";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";
import { isRefusal } from "./aws-refusal";
import { retrying } from "./aws-retry";
import { defaultProvider } from "./environment-credentials";
import { type SecurityFinding } from "../alert/finding";
import { fieldsAt, isFields, textOf } from "../events/reading";

export interface FilerConfig {
  readonly maxAttempts: number;
  readonly requestHandler: NodeHttpHandlerOptions;
}

/** What Security Hub answered instead of taking the finding. */
export class SecurityHubError extends Error {
  /** As the SDK's clients have it: decides whether another try is worth while. */
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode };
  }
}

/** In a region or account where Security Hub is off; AWS words it in these two ways. */
const NOT_ENABLED = [
  { name: "InvalidAccessException", says: /not subscribed/i },
  { name: "InvalidAccess" },
] as const;

/**
 * Files findings without the SDK's client of Security Hub: that would bring the shapes of all
 * findings there are, a third more to load at every cold start, for one call. Signer and HTTP
 * handler are the ones that the other clients use.
 */
export function filer(
  config: FilerConfig,
): (finding: SecurityFinding) => Promise<"filed" | "not-enabled"> {
  const post = poster(config.requestHandler);
  return async (finding) => {
    try {
      await retrying(config.maxAttempts, () => post(finding));
      return "filed";
    } catch (error) {
      if (NOT_ENABLED.some((refusal) => isRefusal(error, refusal))) return "not-enabled";
      throw error;
    }
  };
}

function poster(options: NodeHttpHandlerOptions) {
  // Otherwise the handler says that a request takes too long, and goes on waiting.
  const http = NodeHttpHandler.create({ ...options, throwOnRequestTimeout: true });
  return async (finding: SecurityFinding): Promise<void> => {
    const { partition, region } = whereOf(finding);
    const signer = new SignatureV4({
      service: "securityhub",
      region,
      credentials: defaultProvider(),
      sha256: Sha256,
    });
    const signed = await signer.sign(requestOf(finding, endpointOf(partition, region)));
    const { response } = await http.handle(new HttpRequest(signed));
    judge(response.statusCode, textOf(response.headers, "x-amzn-errortype"), await read(response));
  };
}

function whereOf({ ProductArn }: SecurityFinding) {
  const [, partition = "aws", , region = ""] = ProductArn.split(":");
  return { partition, region };
}

/** The variables by which every client of the SDK is sent elsewhere. */
function endpointOf(partition: string, region: string): URL {
  const { AWS_ENDPOINT_URL_SECURITYHUB, AWS_ENDPOINT_URL } = process.env;
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return new URL(
    AWS_ENDPOINT_URL_SECURITYHUB ?? AWS_ENDPOINT_URL ?? `https://securityhub.${region}.${domain}`,
  );
}

function requestOf(finding: SecurityFinding, { protocol, hostname, port, host }: URL): HttpRequest {
  const body = JSON.stringify({ Findings: [finding] });
  return new HttpRequest({
    method: "POST",
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: "/findings/import",
    headers: {
      host,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
  });
}

async function read({ body }: { readonly body?: unknown }): Promise<unknown> {
  const answer = await text(body as AsyncIterable<Uint8Array>);
  try {
    return JSON.parse(answer);
  } catch {
    return { message: answer };
  }
}

/** @throws SecurityHubError unless the finding was taken */
function judge(status: number, errorType: string | undefined, answer: unknown): void {
  const fields = fieldsAt(answer);
  const message = textOf(fields, "Message") ?? textOf(fields, "message") ?? "";
  if (status >= 300) {
    const code =
      errorType ?? textOf(fields, "__type") ?? textOf(fields, "code") ?? `HTTP ${status}`;
    throw new SecurityHubError(code.replace(/^.*#|:.*$/g, ""), message, status);
  }
  const { FailedFindings: failed } = fields;
  const refused: unknown = Array.isArray(failed) ? failed[0] : undefined;
  if (!isFields(refused) && !fields.FailedCount) return;
  const why = fieldsAt(refused);
  const code = textOf(why, "ErrorCode") ?? "FailedFinding";
  throw new SecurityHubError(code, textOf(why, "ErrorMessage") ?? "", status);
}
