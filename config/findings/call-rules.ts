import { globalEventsRegion } from "../regions";
import { ALTERED, NARROWED, RIGHTS_OFF } from "./changed";
import { type OwnNames, ownNames } from "./own-names";
import type { Part } from "./own-part";
import type { EventPattern, ForwardedFinding, PickUp } from "./source";
import { PARTS_OFF, SERVICES_OFF, STORES_OFF } from "./switched-off";

export interface CallRule {
  readonly source: "tampering" | "foreign-change";
  /** `others`: anybody but the deployment role and the responder. */
  readonly by: "anybody" | "others";
  readonly parts: readonly Part[];
  /** @default refused calls as well */
  readonly onlyMade?: true;
}

/** Rules on calls to AWS; a pattern takes 2,048 characters, so one rule wouldn't do. */
export const CALL_RULES: Readonly<Record<string, CallRule>> = {
  "tampering-services": { source: "tampering", by: "anybody", parts: SERVICES_OFF },
  "tampering-parts": { source: "tampering", by: "anybody", parts: PARTS_OFF },
  "tampering-stores": { source: "tampering", by: "anybody", parts: STORES_OFF },
  "tampering-rights": { source: "tampering", by: "anybody", parts: RIGHTS_OFF },
  "tampering-changes": { source: "tampering", by: "others", parts: NARROWED },
  "foreign-change": { source: "foreign-change", by: "others", parts: ALTERED, onlyMade: true },
};

/** Names of the calls that a source is about: on the security bus they tell the sources apart. */
export const callsOf = (source: CallRule["source"]): string[] => [
  ...new Set(
    Object.values(CALL_RULES)
      .filter((rule) => rule.source === source)
      .flatMap(({ parts }) => parts.flatMap(({ calls }) => calls)),
  ),
];

/**
 * Calls as CloudTrail hands them to EventBridge. Nobody can put an event of a source that begins
 * with `aws.` (EventBridge API, PutEvents), so such an event is AWS's word.
 */
export const apiCall = (detail: object): EventPattern => ({
  source: [{ prefix: "aws." }],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { ...detail },
});

/** Root's calls are told as root's, and AWS's own calls by nobody. */
export const NOT_ROOT = [{ "anything-but": ["Root", "AWSService"] }, { exists: false }];

/** The source's rules on the account's default bus in this region. */
export function callsForwarded(source: CallRule["source"], at: PickUp): ForwardedFinding[] {
  const names = ownNames(at);
  return Object.entries(CALL_RULES).flatMap(([id, rule]) => {
    if (rule.source !== source) return [];
    const parts = rule.parts.filter((part) => part.accounts.includes(at.bus) && arrives(part, at));
    if (parts.length === 0) return [];
    const choices = parts.map((part) => choiceOf(part, names));
    const made = rule.onlyMade && { errorCode: [{ exists: false }] };
    return [
      { id, pattern: apiCall({ userIdentity: hands(rule, names), ...made, ...anyOf(choices) }) },
    ];
  });
}

const SCOPES: Readonly<
  Record<Part["arrives"], (scope: PickUp["planned"]["scope"], isGlobal: boolean) => boolean>
> = {
  home: (scope) => scope === "home",
  watched: (scope) => scope !== "global-events",
  every: () => true,
  global: (_, isGlobal) => isGlobal,
};

const arrives = (part: Part, { config, planned }: PickUp): boolean =>
  SCOPES[part.arrives](planned.scope, planned.region === globalEventsRegion(config.homeRegion));

/** Users have no issuer; of a role's session it is the role. */
function hands({ by }: CallRule, { ownHands }: OwnNames): object {
  if (by === "anybody") return { type: NOT_ROOT };
  const arn = [{ "anything-but": ownHands }, { exists: false }];
  return { type: NOT_ROOT, sessionContext: { sessionIssuer: { arn } } };
}

const choiceOf = ({ service, calls, on }: Part, names: OwnNames): object => ({
  eventSource: [`${service}.amazonaws.com`],
  eventName: calls,
  ...(on && { requestParameters: on(names) }),
});

/** EventBridge takes no `$or` of one. */
const anyOf = ([first, ...others]: readonly object[]): object =>
  others.length === 0 ? { ...first } : { $or: [first, ...others] };
