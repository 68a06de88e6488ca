import type { Suppression } from "../findings-schema";
import type { EventPattern } from "./source";

/** In force up to and including its last day, in UTC. */
export const isInForce = ({ until }: Pick<Suppression, "until">, now: Date): boolean =>
  until === undefined || now.toISOString().slice(0, 10) <= until;

/** A suppression that a pattern can't be narrowed by, and why. */
export interface Conflict {
  readonly suppression: Suppression;
  readonly because: string;
}

export type Suppressed =
  { readonly pattern: EventPattern } | { readonly pattern?: never; readonly conflict: Conflict };

/** The same pattern without what the suppressions name. */
export const suppress = (pattern: EventPattern, suppressions: readonly Suppression[]): Suppressed =>
  suppressions.reduce<Suppressed>(
    (before, suppression) => {
      if (!before.pattern) return before;
      const { field, values } = suppression;
      const detail = without(before.pattern.detail, field.split("."), values);
      if (typeof detail !== "string") return { pattern: { ...before.pattern, detail } };
      return { conflict: { suppression, because: detail } };
    },
    { pattern },
  );

type Fields = Readonly<Record<string, unknown>>;
type Path = readonly string[];

const NOTHING_LEFT = "nothing of it would be left";

/** @returns why not, where the pattern itself asks something of the field that can't be narrowed */
function without(fields: Fields, path: Path, values: readonly string[]): Fields | string {
  const [name = "", ...deeper] = path;
  const choices = (fields.$or ?? []) as readonly Fields[];
  if (choices.some((choice) => name in choice)) return inEachChoice(fields, path, values);
  const before = fields[name];
  if (deeper.length > 0 && Array.isArray(before)) return `${name} holds a value, not fields`;
  const after =
    deeper.length > 0
      ? without((before ?? {}) as Fields, deeper, values)
      : narrowed(before, values);
  return typeof after === "string" ? after : { ...fields, [name]: after };
}

/** A field may stand beside a `$or` or in it, but not both: AWS doesn't say what that would mean. */
function inEachChoice(fields: Fields, path: Path, values: readonly string[]): Fields | string {
  const { $or, ...rest } = fields;
  const after = ($or as readonly Fields[]).map((choice) => without(choice, path, values));
  const why = after.find((choice) => typeof choice === "string" && choice !== NOTHING_LEFT);
  if (typeof why === "string") return why;
  const [first, ...others] = after.filter((choice) => typeof choice !== "string");
  if (!first) return NOTHING_LEFT;
  return others.length === 0 ? { ...rest, ...first } : { ...rest, $or: [first, ...others] };
}

/** Events that lack the field are told all the same: `anything-but` alone would drop them. */
function narrowed(before: unknown, values: readonly string[]): readonly unknown[] | string {
  if (before === undefined) return [{ "anything-but": values }, { exists: false }];
  if (!Array.isArray(before)) return "there are fields below it: name one of them";
  const entries = before as readonly unknown[];
  if (entries.every((entry) => typeof entry === "string")) {
    const left = entries.filter((entry) => !values.includes(entry));
    return left.length > 0 ? left : NOTHING_LEFT;
  }
  const [first, ...others] = entries;
  const excluded = excludedBy(first);
  if (!excluded) return "the source or its threshold decides by it";
  return [{ "anything-but": [...excluded, ...values] }, ...others];
}

/** The texts that an `anything-but` excludes, if it is one of texts. */
function excludedBy(entry: unknown): readonly string[] | undefined {
  const excluded = (entry as { readonly "anything-but"?: unknown } | undefined)?.["anything-but"];
  const list = [excluded].flat();
  return list.every((value) => typeof value === "string") ? list : undefined;
}
