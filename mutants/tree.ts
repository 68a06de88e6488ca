import { decode, encode } from "./documents";

/** Into the JSON that stands in a text. */
export const INSIDE = "<json>";

/** From an argument down to a value: names, indices, and the step into a document. */
export type Steps = readonly (string | number)[];

/** Says that a value goes away. */
export const REMOVED = Symbol("removed");

export type Change = (value: unknown) => unknown;

export interface Node {
  readonly steps: Steps;
  readonly value: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value and everything in it, documents in texts included, from the outside in. */
export function* nodesOf(
  value: unknown,
  isOpaque: (steps: Steps) => boolean = () => false,
  steps: Steps = [],
): Generator<Node> {
  yield { steps, value };
  if (isOpaque(steps)) return;
  for (const [step, inside] of childrenOf(value))
    yield* nodesOf(inside, isOpaque, [...steps, step]);
}

export function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  if (isObject(value)) return Object.entries(value);
  const document = typeof value === "string" ? decode(value) : undefined;
  return document ? [[INSIDE, document]] : [];
}

/** A copy with one value changed; all that isn't on the way to it is shared with the original. */
export function edited(value: unknown, [step, ...rest]: Steps, change: Change): unknown {
  if (step === undefined) return change(value);
  if (typeof value === "string") {
    const document = edited(decode(value), rest, change);
    return document === REMOVED ? REMOVED : encode(document);
  }
  if (Array.isArray(value)) {
    const element = edited(value[Number(step)], rest, change);
    return element === REMOVED
      ? value.toSpliced(Number(step), 1)
      : value.with(Number(step), element);
  }
  const { [step]: old, ...others } = value as Readonly<Record<string, unknown>>;
  const fresh = edited(old, rest, change);
  // The order of the arguments stays: it shows in nothing but the diff of two stacks.
  return fresh === REMOVED ? others : { ...(value as object), [step]: fresh };
}

export function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce(
    (found, step) => new Map<unknown, unknown>(childrenOf(found)).get(step),
    value,
  );
}
