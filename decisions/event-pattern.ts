import { leafTest, type LeafTest, operatorIn } from "./pattern-operators";
import { UnknownPattern } from "./unknown-pattern";

export { UnknownPattern } from "./unknown-pattern";

type Fields = Readonly<Record<string, unknown>>;

/** @param others elements of the same lists as `one`, for what must be in none of them */
type Matcher = (one: unknown, others: readonly unknown[]) => boolean;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Whether EventBridge would send `event` to a rule with this pattern: every field must match, by
 * any of its values (EventBridge guide, eb-create-pattern and eb-create-pattern-operators).
 *
 * Plain numbers match by their text in AWS (300 isn't 300.0 there); what is parsed here has one
 * text a number, so that difference can't be seen. `numeric` compares by value in both.
 * @throws UnknownPattern where any part of the pattern isn't documented, or AWS would refuse it
 */
export const matchesPattern = (pattern: unknown, event: unknown): boolean =>
  eventTest(pattern)(event);

/**
 * The same of many events: the pattern is read once.
 * @throws UnknownPattern, and so may the test
 */
export function eventTest(pattern: unknown): (event: unknown) => boolean {
  const matches = matcherOf(pattern);
  return (event) => matches(event, []);
}

/** A pattern is read whole before it is used: what AWS refuses, it refuses for every event. */
function matcherOf(pattern: unknown): Matcher {
  if (!isObject(pattern)) throw new UnknownPattern(JSON.stringify(pattern));
  const fields = Object.entries(pattern).map(([name, wanted]) => fieldMatcher(name, wanted));
  if (fields.length === 0) throw new UnknownPattern("a pattern without a field");
  return (one, others) => fields.every((matches) => matches(one, others));
}

function fieldMatcher(name: string, wanted: unknown): Matcher {
  if (name === "$or") return anyOf(alternatives(wanted).map(matcherOf));
  if (name.startsWith("$")) throw new UnknownPattern(name);
  if (isObject(wanted)) return inObjects(name, matcherOf(wanted));
  if (!Array.isArray(wanted)) throw new UnknownPattern(`${name} holds no list`);
  return inLeaves(name, wanted);
}

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (one, others) =>
    matchers.some((matches) => matches(one, others));

function alternatives(wanted: unknown): readonly unknown[] {
  if (Array.isArray(wanted) && wanted.length > 1) return wanted as unknown[];
  throw new UnknownPattern("$or without two alternatives");
}

/** What a field holds, lists opened: a list matches when one of its elements does. */
function valuesOf(one: unknown, name: string): readonly unknown[] {
  const value = isObject(one) ? one[name] : undefined;
  return (Array.isArray(value) ? value.flat(Infinity) : [value]) as readonly unknown[];
}

/** All fields of a nested pattern must be found in the same element of a list. */
const inObjects =
  (name: string, matches: Matcher): Matcher =>
  (one, others) => {
    const found = valuesOf(one, name);
    const elsewhere = others.flatMap((other) => valuesOf(other, name));
    const within = found.length === 0 ? [undefined] : found;
    return within.some((value, index) =>
      matches(value, [...found.filter((_, at) => at !== index), ...elsewhere]),
    );
  };

const isLeaf = (value: unknown): boolean => value !== undefined && !isObject(value);

function inLeaves(name: string, wanted: readonly unknown[]): Matcher {
  if (wanted.length === 0) throw new UnknownPattern(`${name} holds an empty list`);
  const presences = wanted.flatMap((entry) => presenceIn(entry) ?? []);
  const tests: readonly LeafTest[] = wanted
    .filter((entry) => presenceIn(entry) === undefined)
    .map(leafTest);
  return (one, others) => {
    const leaves = valuesOf(one, name).filter(isLeaf);
    if (leaves.length > 0) {
      return presences.includes(true) || leaves.some((leaf) => tests.some((test) => test(leaf)));
    }
    if (!presences.includes(false)) return false;
    // Whether another element's field counts depends on the order of names in AWS's engine.
    if (others.some((other) => valuesOf(other, name).some(isLeaf))) {
      throw new UnknownPattern(`exists false of ${name}, which another element of the list has`);
    }
    return true;
  };
}

/** Of `{ "exists": … }`, which looks at leaves alone; undefined for every other entry. */
function presenceIn(entry: unknown): boolean | undefined {
  if (!isObject(entry) || !("exists" in entry)) return undefined;
  const [, operand] = operatorIn(entry);
  if (typeof operand !== "boolean") throw new UnknownPattern(`exists ${JSON.stringify(operand)}`);
  return operand;
}
