import { type Answer, deniedAnswer, type Fault, faultAnswer, protocolOf } from "./answer";
import { type Caller } from "./callers";
import { covers } from "./enforcement";
import { type AwsRequest, describeRequest } from "./request";

/** How a call may fail that AWS would have answered. */
export const FAULT_KINDS = ["denied", "throttled", "broken", "unanswered", "killed"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRule {
  /** Role or user whose calls fail; a role stands for its sessions. */
  readonly principal: string;
  /**
   * As `describeRequest` names it: `s3:DeleteObject`, `securityhub POST /findings/import`.
   * @default every call
   */
  readonly call?: string;
  readonly kind: FaultKind;
  /** The first such call that fails. @default 1 */
  readonly from?: number;
  /** How many of them fail. @default all that come */
  readonly times?: number;
}

/** Nobody answers: the connection stays open until the client gives up, or is dead. */
export const NO_ANSWER = "no answer";

interface Struck {
  readonly rule: FaultRule;
  seen: number;
}

/** Faults laid upon calls before anybody judges or carries them out: a call that fails did nothing. */
export class Faults {
  private rules: Struck[] = [];
  private readonly processes = new Map<string, () => void>();

  lay(rule: FaultRule): void {
    this.rules.push({ rule, seen: 0 });
  }

  lift(principal: string): void {
    this.rules = this.rules.filter(({ rule }) => rule.principal !== principal);
  }

  /** Which process calls with this key, so that a fault can kill it. */
  mortal(accessKey: string, kill: () => void): void {
    this.processes.set(accessKey, kill);
  }

  /** Nothing where the call may pass. */
  strike(request: AwsRequest, caller: Caller): Answer | typeof NO_ANSWER | undefined {
    const kind = this.matching(describeRequest(request), caller)?.kind;
    if (kind === undefined) return undefined;
    if (kind === "killed") this.processes.get(request.accessKey ?? "")?.();
    return answers[kind](request);
  }

  private matching(call: string, caller: Caller): FaultRule | undefined {
    const about = this.rules.filter(
      ({ rule }) => (rule.call ?? call) === call && covers(rule.principal, caller),
    );
    for (const struck of about) struck.seen += 1;
    return about.find(({ rule, seen }) => isDue(rule, seen))?.rule;
  }
}

const isDue = ({ from = 1, times = Infinity }: FaultRule, seen: number): boolean =>
  seen >= from && seen < from + times;

type Protocol = ReturnType<typeof protocolOf>;

/** Each protocol's own way of saying it; clients take all of them for a reason to try again. */
const throttled: Readonly<Record<Protocol, Omit<Fault, "message">>> = {
  s3: { status: 503, code: "SlowDown" },
  query: { status: 400, code: "Throttling" },
  json: { status: 400, code: "ThrottlingException" },
  rest: { status: 429, code: "TooManyRequestsException" },
};

const broken: Readonly<Record<Protocol, Omit<Fault, "message">>> = {
  s3: { status: 500, code: "InternalError" },
  query: { status: 500, code: "InternalFailure" },
  json: { status: 500, code: "InternalServerError" },
  rest: { status: 500, code: "InternalException" },
};

const answers: Readonly<Record<FaultKind, (request: AwsRequest) => Answer | typeof NO_ANSWER>> = {
  denied: (request) => deniedAnswer(request, "Access Denied"),
  throttled: (request) =>
    faultAnswer(request, { ...throttled[protocolOf(request)], message: "Rate exceeded" }),
  broken: (request) =>
    faultAnswer(request, { ...broken[protocolOf(request)], message: "We encountered an error" }),
  unanswered: () => NO_ANSWER,
  killed: () => NO_ANSWER,
};
