import { type DeniedAttempt, type PolicyChange, type Principal, type Upload } from "./upload";

/** What one record or call turns out to be. */
export type Reading =
  | { readonly upload: Upload }
  | { readonly denied: DeniedAttempt }
  | { readonly policyChange: PolicyChange }
  /** EventBridge's schedule calls: time to look after what no event tells. */
  | { readonly scheduled: { readonly eventId: string; readonly time: string } }
  | {
      /** Why the record is left alone. */
      readonly ignored: string;
      /** What it is about, as far as it says. */
      readonly about?: About;
    }
  /** An upload it is, but not which. */
  | { readonly unreadable: string };

export interface About {
  readonly bucket?: string;
  readonly key?: string;
  readonly versionId?: string;
  readonly principal?: Principal;
}

/** Narrow readers for events of which only a few fields matter and the rest may change any day. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at `path`, or an empty one: a missing branch reads as missing leaves. */
export function fieldsAt(from: unknown, ...path: readonly string[]): Fields {
  const found = path.reduce<unknown>((at, name) => (isFields(at) ? at[name] : undefined), from);
  return isFields(found) ? found : NOTHING;
}

/** The non-empty string called `name`. CloudTrail writes null where it has nothing to say. */
export function textOf(from: Fields, name: string): string | undefined {
  const value = from[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `T` with its undefined-able properties made optional. */
type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined: an optional property is absent, never undefined. */
export function known<T extends object>(fields: T): Known<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}
