import { fieldsAt, textOf } from "../events/reading";

/**
 * The version in which items of each kind are written, and up to which they are read
 * (docs/upgrading.md). The kind is the first word of `pk`. An item says its version in the attribute
 * `version` (a number); without it the version is 1.
 */
export const ITEM_VERSIONS = {
  block: 1,
  denylist: 1,
  episode: 1,
  incident: 1,
  request: 1,
  restoration: 1,
} as const;

export type ItemKind = keyof typeof ITEM_VERSIONS;

/** Of an item by its key. */
export const kindOf = (pk: string): ItemKind => pk.split("#")[0] as ItemKind;

/** An item that this code can't read: nothing may be concluded from it, least of all a release. */
export class UnreadableItemError extends Error {
  override readonly name = "UnreadableItemError";
}

/** Whether a newer release wrote the item: what its attributes mean isn't known here. */
export function isNewer(kind: ItemKind, item: unknown): boolean {
  const version = versionOf(item);
  return !(Number.isInteger(version) && version >= 1 && version <= ITEM_VERSIONS[kind]);
}

/** @throws UnreadableItemError when a newer release wrote the item */
export function refuseNewer(kind: ItemKind, item: unknown): void {
  if (!isNewer(kind, item)) return;
  throw new UnreadableItemError(
    `the ledger's ${kind} is of version ${versionOf(item)}, and this release reads ` +
      `${ITEM_VERSIONS[kind]}: deploy the release that wrote it`,
  );
}

/** NaN for what is no version at all. */
function versionOf(item: unknown): number {
  if (!("version" in fieldsAt(item))) return 1;
  return Number(textOf(fieldsAt(item, "version"), "N"));
}
