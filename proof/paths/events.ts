import type { BusEvent } from "../../decisions/bus-event";
import { eventTest, UnknownPattern } from "../../decisions/event-pattern";
import { onceForText } from "../../decisions/known";
import type { Estate } from "../model/estate";
import { isMarked, marksIn } from "../model/expressions";
import { type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";

/** A bus by its account, its region and its name: `default`, or one of a stack. */
export interface Bus {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** A rule and one of its targets: the way that an event takes. */
export interface Route {
  readonly rule: Resource;
  readonly target: Resource;
}

/** The ways of one event, and rules of which can't be told whether they take it. */
export interface Routes {
  readonly found: readonly Route[];
  readonly unread: readonly { readonly rule: Resource; readonly because: string }[];
}

const lastPart = (name: string): string => name.split("/").at(-1) ?? "";

export const busOf = (rule: Resource): Bus => ({
  ...rule.place,
  name: lastPart(textOf(rule, "event_bus_name") ?? "default"),
});

export const isEnabled = (rule: Resource): boolean =>
  rule.value("is_enabled") !== false && textOf(rule, "state") !== "DISABLED";

/** What is on one bus: its rules, and their targets by the rule's name. */
interface OnBus {
  readonly rules: Resource[];
  readonly targets: Map<string, Resource[]>;
}

/** Each estate is looked through once: every event asks for the rules of its bus. */
const known = new WeakMap<Estate, ReadonlyMap<string, OnBus>>();

const keyOf = ({ accountId, region, name }: Bus): string => `${accountId} ${region} ${name}`;

function busesOf(estate: Estate): ReadonlyMap<string, OnBus> {
  const before = known.get(estate);
  if (before) return before;
  const buses = new Map<string, OnBus>();
  const on = (one: Resource): OnBus => {
    const key = keyOf(busOf(one));
    const found = buses.get(key) ?? { rules: [], targets: new Map<string, Resource[]>() };
    buses.set(key, found);
    return found;
  };
  for (const rule of estate.resources("aws_cloudwatch_event_rule")) on(rule).rules.push(rule);
  for (const target of estate.resources("aws_cloudwatch_event_target")) {
    const { targets } = on(target);
    const name = textOf(target, "rule") ?? "";
    targets.set(name, [...(targets.get(name) ?? []), target]);
  }
  known.set(estate, buses);
  return buses;
}

/** Every rule on the bus, switched on or not, whoever's stack has it. */
export const rulesOn = (estate: Estate, bus: Bus): readonly Resource[] =>
  busesOf(estate).get(keyOf(bus))?.rules ?? [];

/** The rule of that name on the bus. */
export const ruleNamed = (estate: Estate, bus: Bus, name: string): Resource | undefined =>
  rulesOn(estate, bus).find((rule) => textOf(rule, "name") === name);

/** Targets of a rule, whichever stack of its account has them. */
export const targetsOf = (estate: Estate, rule: Resource): readonly Resource[] =>
  busesOf(estate)
    .get(keyOf(busOf(rule)))
    ?.targets.get(textOf(rule, "name") ?? "") ?? [];

const ANY_TARGET = () => true;

/** How an event gets from the bus to targets of interest; rules that are switched off take none. */
export function routesOf(
  estate: Estate,
  { bus, event }: { readonly bus: Bus; readonly event: BusEvent },
  isOfInterest: (target: Resource) => boolean = ANY_TARGET,
): Routes {
  const found: Route[] = [];
  const unread: { rule: Resource; because: string }[] = [];
  for (const rule of rulesOn(estate, bus).filter(isEnabled)) {
    const targets = targetsOf(estate, rule).filter(isOfInterest);
    if (targets.length === 0) continue;
    const taken = takes(rule, event);
    if (typeof taken === "string") unread.push({ rule, because: taken });
    else if (taken) found.push(...targets.map((target) => ({ rule, target })));
  }
  return { found, unread };
}

/** More than the rules of a workload's stacks and the shared ones. */
const MOST_PATTERNS = 500;

const testOf = onceForText(MOST_PATTERNS, (pattern) => eventTest(JSON.parse(pattern)));

/** Whether a rule takes the event, or why that can't be told; a schedule takes none. */
export function takes(rule: Resource, event: BusEvent): boolean | string {
  const pattern = textOf(rule, "event_pattern");
  if (pattern === undefined) return false;
  try {
    return testOf(pattern)(event);
  } catch (error) {
    if (error instanceof UnknownPattern || error instanceof SyntaxError) {
      return `its pattern can't be read: ${error.message}`;
    }
    throw error;
  }
}

/** An argument for people to read: what Terraform alone knows stands as its expression. */
export const shownOf = (resource: Resource, name: string): string => {
  const text = textOf(resource, name) ?? "nothing";
  return isMarked(text) ? `\${${marksIn(text).join(", ")}}` : text;
};

const REWRITES = ["input", "input_path", "input_transformer"] as const;

/** The target gets the event, and nothing in its place. */
export function asItIs(target: Resource): Hop {
  const what = "the target gets the event as it is";
  const rewritten = REWRITES.find((argument) => target.value(argument) !== undefined);
  return rewritten
    ? broken(what, `its ${rewritten} puts something in its place`, { at: target })
    : holds(what, whereOf(target), target);
}

/** Of the first rule that can't be read. */
export const unreadHop = (what: string, { unread: [first] }: Routes): Hop | undefined =>
  first && {
    what,
    verdict: "unknown",
    because: `${whereOf(first.rule)}: ${first.because}`,
    at: first.rule,
  };

/** As an EventBridge rule of the stacks calls other services. */
export const eventBridgeFor = (rule: Resource) => ({
  service: "events.amazonaws.com",
  sourceArn: textOf(rule, "arn") ?? "",
  sourceAccount: rule.place.accountId,
});
