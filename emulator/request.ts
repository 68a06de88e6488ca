import { type IncomingHttpHeaders } from "node:http";
import { s3Operation } from "./s3-operations";

/** One call to AWS, as far as its service and operation can be told from the wire. */
export interface AwsRequest {
  readonly method: string;
  /** Path and query as they came, for passing on. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly service: string;
  readonly region: string;
  readonly accessKey: string | undefined;
  /** AWS's name of the operation; REST services but S3 have none. */
  readonly operation: string | undefined;
  /** Query or JSON parameters by name; empty for S3. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type RawRequest = Pick<AwsRequest, "method" | "target" | "headers" | "body">;

export function parseRequest(raw: RawRequest): AwsRequest {
  const url = new URL(raw.target, "http://gateway");
  const path = decodePath(url.pathname);
  const scope = credentialScope(raw, url.searchParams);
  const named = { ...raw, path, query: url.searchParams, ...scope };
  const parameters = scope.service === "s3" ? {} : parseParameters(raw);
  return { ...named, parameters, operation: operationOf(named, parameters) };
}

/** Its own name for a refusal or a log line: `kms:DescribeKey`, `macie2 POST /jobs`. */
export const describeRequest = (request: AwsRequest): string =>
  request.operation === undefined
    ? `${request.service} ${request.method} ${request.path}`
    : `${request.service}:${request.operation}`;

export const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

export const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Signature version 4 names key, region and service in the header, a presigned URL in its query. */
function credentialScope(raw: RawRequest, query: URLSearchParams) {
  const credential =
    /Credential=([^,\s]+)/.exec(header(raw.headers, "authorization") ?? "")?.[1] ??
    query.get("X-Amz-Credential") ??
    "";
  const [accessKey, , region, service] = credential.split("/");
  return {
    accessKey: accessKey === "" ? undefined : accessKey,
    region: region ?? "us-east-1",
    service: service ?? "s3",
  };
}

function parseParameters(raw: RawRequest): Record<string, unknown> {
  const body = raw.body.toString("utf8");
  if (
    header(raw.headers, "content-type")?.startsWith("application/x-www-form-urlencoded") === true
  ) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

type Named = Omit<AwsRequest, "operation" | "parameters">;

function operationOf(request: Named, parameters: Record<string, unknown>): string | undefined {
  if (request.service === "s3") return s3Operation(request);
  const target = header(request.headers, "x-amz-target");
  if (target !== undefined) return target.split(".").at(-1);
  return text(parameters.Action);
}
