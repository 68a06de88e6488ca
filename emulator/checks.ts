import { type Caller } from "./callers";
import { type Buckets } from "./gaps";
import { type MotoClient } from "./moto-client";
import { type AwsRequest } from "./request";

/** What a call needs: an action on a resource, with the context keys that only this call knows. */
export interface Check {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context?: Readonly<Record<string, string>>;
  /** The policy that the call gives to a resource which isn't there yet. */
  readonly policyToBe?: string;
}

/** A judged call, with what is needed to find out what it touches. */
export interface JudgedCall {
  readonly request: AwsRequest;
  readonly caller: Caller;
  readonly buckets: Buckets;
  readonly moto: MotoClient;
}

export type ChecksOf = (call: JudgedCall) => readonly Check[] | Promise<readonly Check[]>;
