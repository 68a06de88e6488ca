import type { Edit } from "./mutant";
import { INSIDE, nodesOf, type Steps, valueAt } from "./tree";

/** Takes whatever value the event has. */
const ANYTHING = [{ exists: true }];

/** @param steps to the text that holds the event pattern */
export function* patternMutants(given: unknown, steps: Steps): Generator<Edit> {
  const inside = [...steps, INSIDE];
  for (const { steps: at, value } of nodesOf(valueAt(given, inside))) {
    if (!Array.isArray(value) || at.at(-1) === "$or" || isInOperator(at)) continue;
    if (JSON.stringify(value) === JSON.stringify(ANYTHING)) continue;
    yield { steps: [...inside, ...at], change: "widened", to: () => ANYTHING };
  }
}

/** `$or` holds patterns; every other list holds values and operators. */
const isInOperator = (steps: Steps): boolean =>
  steps.some((step, index) => typeof step === "number" && steps[index - 1] !== "$or");
