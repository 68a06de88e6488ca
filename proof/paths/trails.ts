import type { Estate } from "../model/estate";
import { blocksOf, type Resource } from "../model/resource";
import type { Bus } from "./events";

/** A call as a trail's selectors see it, in CloudTrail's names of fields. */
export interface RecordedCall {
  readonly eventCategory: "Management" | "Data";
  readonly eventName: string;
  readonly eventSource: string;
  readonly readOnly: "true" | "false";
  /** Of data events. */
  readonly "resources.type"?: string;
  readonly "resources.ARN"?: string;
}

type Block = Readonly<Record<string, unknown>>;
type Test = (value: string, given: string) => boolean;

/** Operators of advanced event selectors: one of the values must fit. */
const POSITIVE: Readonly<Record<string, Test>> = {
  equals: (value, given) => value === given,
  starts_with: (value, given) => value.startsWith(given),
  ends_with: (value, given) => value.endsWith(given),
};

/** And those of which none may (CloudTrail API, AdvancedFieldSelector). */
const NEGATIVE: Readonly<Record<string, Test>> = {
  not_equals: (value, given) => value === given,
  not_starts_with: (value, given) => value.startsWith(given),
  not_ends_with: (value, given) => value.endsWith(given),
};

const textsOf = (block: Block, name: string): readonly string[] =>
  [block[name] ?? []].flat().map(String);

function fits(field: Block, call: RecordedCall): boolean {
  const value = call[String(field.field) as keyof RecordedCall];
  if (value === undefined) return false;
  const passes = (tests: Readonly<Record<string, Test>>, isNegative: boolean): boolean =>
    Object.entries(tests).every(([operator, test]) => {
      const given = textsOf(field, operator);
      return given.length === 0 || given.some((one) => test(value, one)) !== isNegative;
    });
  return isAsked(field) && passes(POSITIVE, false) && passes(NEGATIVE, true);
}

const OPERATORS = [...Object.keys(POSITIVE), ...Object.keys(NEGATIVE)];

const isAsked = (field: Block): boolean =>
  OPERATORS.some((operator) => textsOf(field, operator).length > 0);

/** Without these, or without an operator, CloudTrail refuses the selector (CloudTrail API, AdvancedFieldSelector). */
const REQUIRED: Readonly<Record<RecordedCall["eventCategory"], readonly string[]>> = {
  Management: ["eventCategory"],
  Data: ["eventCategory", "resources.type"],
};

const isWhole = (fields: readonly Block[], { eventCategory }: RecordedCall): boolean =>
  REQUIRED[eventCategory].every((name) =>
    fields.some(({ field, ...rest }) => field === name && textsOf(rest, "equals").length > 0),
  );

export const selects = (trail: Resource, call: RecordedCall): boolean =>
  blocksOf(trail, "advanced_event_selector").some((selector) => {
    const fields = [selector.field_selector ?? []].flat() as Block[];
    return isWhole(fields, call) && fields.every((field) => fits(field, call));
  });

/** Its own account's, or that of the organization that the account is in. */
function isOf(trail: Resource, estate: Estate, { accountId, region }: Omit<Bus, "name">): boolean {
  if (trail.place.region !== region && trail.value("is_multi_region_trail") !== true) return false;
  if (trail.place.accountId === accountId) return true;
  const members = estate.assumptions.organization?.accountIds ?? [];
  return trail.value("is_organization_trail") === true && members.includes(accountId);
}

/**
 * The trail that records the call. EventBridge gets a call only where a trail that is logging
 * records it (EventBridge guide, eb-service-event-cloudtrail).
 */
export const trailOf = (
  estate: Estate,
  at: Omit<Bus, "name">,
  call: RecordedCall,
): Resource | undefined =>
  estate
    .resources("aws_cloudtrail")
    .find(
      (trail) =>
        trail.value("enable_logging") !== false && isOf(trail, estate, at) && selects(trail, call),
    );
