import type { Condition } from "./need";
import { exampleOf, isWithin } from "./patterns";

/** Operators that ask no less than the one they stand beside; each asks no less than itself. */
const AS_TIGHT: Readonly<Record<string, readonly string[]>> = {
  ArnEquals: ["ArnLike", "StringEquals"],
  ArnLike: ["ArnEquals", "StringEquals"],
  StringLike: ["StringEquals"],
};

/** A condition block as it stands in a policy: a single value, or a list of them. */
type Written = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const texts = (values: unknown): string[] => [values].flat().map(String);

/** Every condition of a block; keys are compared without regard to case. */
export const conditionsIn = (
  block: unknown,
): readonly { readonly operator: string; readonly key: string; readonly values: string[] }[] =>
  Object.entries((block ?? {}) as Written).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })),
  );

/**
 * Whether a statement asks for all that a grant must be bound to. It may ask for more. Operators
 * that pass where the key is missing (`…IfExists`), and those of sets, are bound to nothing.
 */
export function isAsTight(granted: unknown, needed: Condition = {}): boolean {
  const asked = conditionsIn(granted);
  return conditionsIn(needed).every(({ operator, key, values }) =>
    asked.some(
      (one) =>
        one.key.toLowerCase() === key.toLowerCase() &&
        [operator, ...(AS_TIGHT[operator] ?? [])].includes(one.operator) &&
        one.values.every((value) => values.some((wide) => isWithin(value, wide))),
    ),
  );
}

/** A request's context that meets the condition, of the account where it leaves that open. */
export const contextFor = (
  condition: Condition | undefined,
  accountId: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    conditionsIn(condition).map(({ key, values: [first = ""] }) => [
      key,
      exampleOf(first, accountId),
    ]),
  );
