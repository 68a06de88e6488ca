import { type LambdaResult } from "./lambda-runtime-api";

/** What Lambda leaves at a destination about an event that it gave up. */
export interface FailureRecord {
  readonly version: "1.0";
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: "RetriesExhausted";
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  readonly responseContext: {
    readonly statusCode: 200;
    readonly executedVersion: "$LATEST";
    readonly functionError: "Unhandled";
  };
  readonly responsePayload: { readonly errorType: string; readonly errorMessage: string };
}

interface GivenUp {
  readonly requestId: string;
  readonly event: unknown;
  readonly tries: number;
}

export const failureRecord = (
  functionArn: string,
  { requestId, event, tries }: GivenUp,
  { errorType, errorMessage }: LambdaResult & { ok: false },
): FailureRecord => ({
  version: "1.0",
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId,
    functionArn: `${functionArn}:$LATEST`,
    condition: "RetriesExhausted",
    approximateInvokeCount: tries,
  },
  requestPayload: event,
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload: { errorType, errorMessage },
});
