/** A pattern uses something that this reader of patterns doesn't know: better said than guessed. */
export class UnknownPattern extends Error {
  override readonly name = "UnknownPattern";
}

type Test = (operand: unknown, value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "=": (left, right) => left === right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** The operators that this product's rules use, and their near relatives. */
const TESTS: Readonly<Record<string, Test>> = {
  prefix: (operand, value) => isText(operand) && isText(value) && value.startsWith(operand),
  suffix: (operand, value) => isText(operand) && isText(value) && value.endsWith(operand),
  exists: (operand, value) => (value !== undefined) === operand,
  numeric: (operand, value) => typeof value === "number" && isInRange(operand, value),
  // Only `exists: false` matches a field that isn't there.
  "anything-but": (operand, value) => {
    if (value === undefined) return false;
    return isObject(operand) ? !matchesOne(operand, value) : ![operand].flat().includes(value);
  },
};

/** `[">", 0, "<=", 5]` */
function isInRange(operand: unknown, value: number): boolean {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  return parts.every((sign, index) => {
    if (index % 2 === 1) return true;
    const compare = COMPARISONS[String(sign)];
    if (!compare) throw new UnknownPattern(`numeric comparison ${String(sign)}`);
    return compare(value, Number(parts[index + 1]));
  });
}

/** One entry of a list of values: a value itself, or an operator with its operand. */
function matchesOne(wanted: unknown, value: unknown): boolean {
  if (!isObject(wanted)) return wanted === value;
  return Object.entries(wanted).every(([operator, operand]) => {
    const test = TESTS[operator];
    if (!test) throw new UnknownPattern(`operator ${operator}`);
    return test(operand, value);
  });
}

/** Whether EventBridge would send `event` to a rule with this pattern. */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new UnknownPattern(JSON.stringify(pattern));
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === "$or") return alternatives(wanted).some((one) => matchesPattern(one, event));
    if (name.startsWith("$")) throw new UnknownPattern(name);
    const value = isObject(event) ? event[name] : undefined;
    if (isObject(wanted)) return candidates(value).some((one) => matchesPattern(wanted, one));
    if (!Array.isArray(wanted)) throw new UnknownPattern(`${name} holds no list`);
    return candidates(value).some((one) => wanted.some((entry) => matchesOne(entry, one)));
  });
}

function alternatives(wanted: unknown): readonly unknown[] {
  if (Array.isArray(wanted) && wanted.length > 1) return wanted as unknown[];
  throw new UnknownPattern("$or without two alternatives");
}

/** A list in an event matches when one of its elements does. */
const candidates = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
