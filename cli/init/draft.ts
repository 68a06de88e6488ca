import { ConfigError, type Fault } from "../../config/faults";
import { formatPath, parseConfig } from "../../config/load";

/** A configuration in the making: any part of it may still be missing or wrong. */
export type Draft = Readonly<Record<string, unknown>>;
/** `["workloads", 0, "name"]` */
export type Path = readonly (string | number)[];

/** Lists of which one item at least is needed, and the order in which settings are written. */
export const EMPTY_DRAFT: Draft = {
  auditAccount: { id: undefined, subscriptions: [] },
  workloads: [],
};

export const valueAt = (draft: Draft, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Draft | undefined)?.[key], draft);

/** The draft with one value more; what lies on the way to it is made. */
export const withValue = (draft: Draft, path: Path, value: unknown): Draft =>
  replaced(draft, path, value) as Draft;

function replaced(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const part = replaced((whole as Draft | undefined)?.[key], rest, value);
  if (typeof key === "string") return { ...(whole as Draft | undefined), [key]: part };
  return Object.assign([...((whole as readonly unknown[] | undefined) ?? [])], { [key]: part });
}

/** All that the configuration's own rules say against the draft. */
export function faultsOf(draft: Draft): readonly Fault[] {
  try {
    parseConfig("warden init", draft);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

/** What they say against one answer, or an item of it, whatever the rest still lacks. */
export function faultsAt(draft: Draft, path: Path): readonly Fault[] {
  const here = formatPath(path);
  return faultsOf(draft).filter(
    (fault) => fault.path === here || fault.path.startsWith(`${here}[`),
  );
}
