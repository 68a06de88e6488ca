import { isDeepStrictEqual } from "node:util";
import { type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";
import type { Scope } from "../scope";
import { type Bus, isEnabled, type Route, ruleNamed, targetsOf } from "./events";

/** A rule by its name, as the configuration calls for it. */
export interface Named {
  readonly bus: Bus;
  readonly name: string;
  readonly targetArn: string;
  /** The event pattern. */
  readonly pattern: unknown;
}

/** The rule is there and switched on, takes what it should and nothing else, and has its target. */
export function* ruleAndTarget(
  { estate }: Pick<Scope, "estate">,
  { bus, name, targetArn, pattern }: Named,
): Generator<Hop, Route | undefined> {
  const what = `there is an enabled rule ${name} on the bus ${bus.name}`;
  const rule = ruleNamed(estate, bus, name);
  if (!rule || !isEnabled(rule)) {
    yield broken(what, rule ? "it is disabled" : `no stack of ${bus.accountId} has it`);
    return undefined;
  }
  yield holds(what, whereOf(rule), rule);
  yield hasPattern(rule, pattern);
  const targeted = `its target is ${targetArn}`;
  const target = targetsOf(estate, rule).find((one) => textOf(one, "arn") === targetArn);
  yield target
    ? holds(targeted, whereOf(target), target)
    : broken(targeted, "it has no such target", { at: rule });
  return target && { rule, target };
}

function hasPattern(rule: Resource, pattern: unknown): Hop {
  const what = "its pattern is the configuration's";
  const given = textOf(rule, "event_pattern") ?? "";
  const mend = [{ at: rule, argument: "event_pattern", add: pattern }];
  try {
    return isDeepStrictEqual(sorted(JSON.parse(given)), sorted(pattern))
      ? holds(what, whereOf(rule), rule)
      : broken(what, `it is ${given}`, { at: rule, mend });
  } catch {
    return broken(what, `it is no JSON: ${given}`, { at: rule, mend });
  }
}

/** Of a list any element may match: their order says nothing (EventBridge guide, eb-event-patterns). */
const sorted = (pattern: unknown): unknown =>
  JSON.parse(JSON.stringify(pattern), (_, value: unknown) =>
    Array.isArray(value)
      ? value.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
      : value,
  );
