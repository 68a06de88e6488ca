import type { Estate } from "../model/estate";
import { isMarked, marksIn } from "../model/expressions";
import { type Resource, textOf, whereOf } from "../model/resource";
import type { ProviderPlace } from "../model/stack";
import { broken, type Hop, holds } from "../path";

/** A resource that must be there, once, and how it is known. */
export interface Expected {
  /** `the trail acme-warden` */
  readonly what: string;
  readonly type: string;
  readonly place: ProviderPlace;
  /** Arguments, or attributes of AWS's. */
  readonly by: Readonly<Record<string, string>>;
}

/** Finds it, or ends the walk: nobody walks past a hop that is broken. */
export function* theOne(estate: Estate, expected: Expected): Generator<Hop, Resource> {
  const { what, type, place, by } = expected;
  const { accountId, region } = place;
  const found = estate
    .resources(type)
    .filter(
      (one) =>
        one.place.accountId === accountId &&
        one.place.region === region &&
        Object.entries(by).every(([name, value]) => textOf(one, name) === value),
    );
  const [first, ...others] = found;
  const sentence = `there is ${what}, once, in ${accountId}, ${region}`;
  if (first && others.length === 0) {
    yield holds(sentence, whereOf(first), first);
    return first;
  }
  const known = Object.entries(by).map(([name, value]) => `${name} ${value}`);
  const because = first
    ? `there are ${found.length}: ${found.map(whereOf).join(", ")}`
    : `no stack has an ${[type, ...known].join(", ")} there`;
  yield broken(sentence, because, {
    ...(first ? { at: first } : { mend: [{ argument: type, add: by }] }),
  });
  throw new Error(`walked on past what isn't there: ${sentence}`);
}

/** A value that an argument must have for things to work. */
export interface Setting {
  /** Blocks by dots, the first of each: `recording_group.all_supported`. */
  readonly argument: string;
  readonly is: string | boolean;
  /** What AWS or the provider takes where the argument is left out. @default nothing */
  readonly byDefault?: string | boolean;
}

export function settingOf(resource: Resource, { argument, is, byDefault }: Setting): Hop {
  const found = valueAt(resource, argument) ?? byDefault;
  const what = `${argument} of ${resource.address} is ${String(is)}`;
  // Terraform takes "true" for true.
  if (found !== undefined && asText(found) === asText(is)) {
    return holds(what, whereOf(resource), resource);
  }
  if (isMarked(asText(found ?? ""))) {
    const because = `it hangs on what Terraform makes of ${marksIn(asText(found)).join(", ")}`;
    return { what, verdict: "unknown", because, at: resource };
  }
  const because = found === undefined ? "it is not set" : `it is ${asText(found)}`;
  return broken(what, because, { at: resource, mend: [{ at: resource, argument, add: is }] });
}

export function* settingsOf(resource: Resource, settings: readonly Setting[]): Generator<Hop> {
  for (const setting of settings) yield settingOf(resource, setting);
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What stands at `recording_group.all_supported`: of a list of blocks, in the first. */
export function valueAt(resource: Resource, argument: string): unknown {
  const [name = "", ...inside] = argument.split(".");
  return inside.reduce<unknown>(
    (value, step) => (firstOf(value) as Readonly<Record<string, unknown>> | undefined)?.[step],
    resource.value(name),
  );
}

const firstOf = (value: unknown): unknown =>
  Array.isArray(value) ? (value as readonly unknown[])[0] : value;
