import { BlockList, isIP } from "node:net";
import { isInRange, numericRange } from "./numeric-range";
import { UnknownPattern } from "./unknown-pattern";
import { wildcard } from "./wildcard";

/** Whether a leaf of an event is what a pattern asks for. */
export type LeafTest = (value: unknown) => boolean;

type Compile = (operand: unknown) => LeafTest;

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The one operator of an object, with its operand; AWS refuses two in one object. */
export function operatorIn(wanted: Readonly<Record<string, unknown>>): readonly [string, unknown] {
  const [only, ...others] = Object.entries(wanted);
  if (!only || others.length > 0) throw unknown("not one operator", wanted);
  return only;
}

/** What is `undefined` stands for no value: only `exists` has to do with that. */
export function leafTest(wanted: unknown): LeafTest {
  if (Array.isArray(wanted)) throw unknown("a list in a list of values", wanted);
  if (!isObject(wanted)) return (value) => value === wanted;
  const [operator, operand] = operatorIn(wanted);
  return (OPERATORS[operator] ?? refused(operator))(operand);
}

const refused = (operator: string): never => {
  throw new UnknownPattern(`operator ${operator}`);
};

const unknown = (what: string, given: unknown): UnknownPattern =>
  new UnknownPattern(`${what}: ${JSON.stringify(given)}`);

const texts =
  (test: (value: string) => boolean): LeafTest =>
  (value) =>
    isText(value) && test(value);

const lower = (text: string): string => text.toLowerCase();

/** `prefix` and `suffix`, of a text or of `{ "equals-ignore-case": text }`. */
const affix =
  (name: string, has: (value: string, part: string) => boolean): Compile =>
  (operand) => {
    if (isText(operand)) return texts((value) => has(value, operand));
    if (!isObject(operand)) throw unknown(name, operand);
    const [operator, part] = operatorIn(operand);
    if (operator !== "equals-ignore-case" || !isText(part)) throw unknown(name, operand);
    return texts((value) => has(lower(value), lower(part)));
  };

const prefix = affix("prefix", (value, part) => value.startsWith(part));
const suffix = affix("suffix", (value, part) => value.endsWith(part));

const equalsIgnoreCase: Compile = (operand) => {
  if (!isText(operand)) throw unknown("equals-ignore-case", operand);
  return texts((value) => lower(value) === lower(operand));
};

const matchesWildcard: Compile = (operand) => {
  if (!isText(operand)) throw unknown("wildcard", operand);
  const matches = wildcard(operand);
  return texts(matches);
};

const numeric: Compile = (operand) => {
  const range = numericRange(operand);
  return (value) => typeof value === "number" && isInRange(range, value);
};

/** `10.0.0.0/8`, `2001:db8::/32`; a text that is no address isn't in it. */
const cidr: Compile = (operand) => {
  const [address = "", bits = "", ...rest] = isText(operand) ? operand.split("/") : [];
  const family = isIP(address);
  const isBits = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
  if (family === 0 || !isBits || rest.length > 0) throw unknown("cidr", operand);
  const kind = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(address, Number(bits), kind);
  return texts((value) => block.check(value, kind));
};

/** What `anything-but` takes beside plain values, each with a text or a list of texts. */
const EXCLUDED: Readonly<Record<string, Compile>> = {
  prefix,
  suffix,
  "equals-ignore-case": equalsIgnoreCase,
  wildcard: matchesWildcard,
};

/** A text, a number, a list of either; or an operator on texts with one or a list of them. */
const anythingBut: Compile = (operand) => {
  if (isObject(operand)) return anythingButText(operand);
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(values.map((value) => typeof value));
  const isKnown = kinds.size === 1 && (kinds.has("string") || kinds.has("number"));
  if (!isKnown) throw unknown("anything-but", operand);
  return (value) => !values.includes(value);
};

function anythingButText(wanted: Readonly<Record<string, unknown>>): LeafTest {
  const [operator, operand] = operatorIn(wanted);
  const compile = EXCLUDED[operator];
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (!compile || parts.length === 0 || !parts.every(isText)) {
    throw unknown("anything-but", wanted);
  }
  const tests = parts.map(compile);
  return (value) => {
    // The guide speaks of texts alone here.
    if (!isText(value)) throw unknown(`anything-but ${operator} of what is no text`, value);
    return !tests.some((test) => test(value));
  };
}

/** EventBridge guide, eb-create-pattern-operators; `exists` is the pattern's own business. */
const OPERATORS: Readonly<Record<string, Compile>> = {
  prefix,
  suffix,
  "equals-ignore-case": equalsIgnoreCase,
  wildcard: matchesWildcard,
  "anything-but": anythingBut,
  numeric,
  cidr,
};
