import type { Resource } from "../../proof/model/resource";

/** Drawn with an icon; those of one group are one node. */
export interface NodeRow {
  readonly as: "node";
  readonly icon: string;
  /** @default the construct's path, in words */
  readonly title?: string;
  /** Equal texts in one stack make one node. @default each resource is one */
  readonly group?: (resource: Resource) => string;
  /** What the group has many of. */
  readonly many?: string;
  /** The type of a part that has its name. @default its own arguments */
  readonly namedBy?: string;
}

/** A type of which a setting is a part, and how the two find one another. */
export interface OwnerRow {
  readonly type: string;
  /** Only these settings. @default all */
  readonly when?: (setting: Resource) => boolean;
  /** Texts of the setting and of its owner of which one must be equal. @default any in its place */
  readonly own?: string | ((setting: Resource) => readonly string[]);
  /** @default the argument that `own` names */
  readonly its?: string;
}

/** Shown with its owner: the first that is found. What finds none belongs to its box. */
export interface SettingRow {
  readonly as: "setting";
  readonly of: readonly OwnerRow[];
}
