export interface Caller {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
}

export interface JsonCall {
  readonly service: string;
  /** `TrentService.ListKeys`; services that speak REST have a path instead. */
  readonly target?: string;
  /** @default "/" */
  readonly path?: string;
  readonly parameters?: object;
}

/**
 * A call to a service whose client isn't worth a dependency for one or two calls. The emulator
 * tells callers apart by their access key alone: the signature may be left out.
 */
export async function jsonCall(
  { endpoint, region, accessKeyId }: Caller,
  { service, target, path = "/", parameters = {} }: JsonCall,
): Promise<unknown> {
  const response = await fetch(new URL(path, endpoint), {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      ...(target !== undefined && { "x-amz-target": target }),
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request`,
    },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(`${target ?? path}: ${await response.text()}`);
  return response.json();
}
