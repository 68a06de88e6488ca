import type { Estate } from "../../proof/model/estate";
import type { Resource } from "../../proof/model/resource";
import { textsAt } from "./arguments";
import { SETTING_ROWS } from "./setting-rows";
import type { OwnerRow } from "./roles";

const placeOf = ({ place }: Resource): string => `${place.accountId} ${place.region}`;

/** Finds whose part a resource is. */
export class Owners {
  private readonly indexes = new Map<string, ReadonlyMap<string, Resource>>();

  constructor(private readonly estate: Estate) {}

  /** Up to what is no setting of anything; undefined for a setting of its whole box. */
  topOf(resource: Resource): Resource | undefined {
    const owner = this.ownerOf(resource);
    return owner ? this.topOf(owner) : resource;
  }

  private ownerOf(resource: Resource): Resource | undefined {
    for (const row of SETTING_ROWS[resource.type]?.of ?? []) {
      const owner = (row.when?.(resource) ?? true) && this.find(row, resource);
      if (owner) return owner;
    }
    return undefined;
  }

  private find({ type, own, its }: OwnerRow, setting: Resource): Resource | undefined {
    if (own === undefined) return this.index(type, undefined).get(placeOf(setting));
    const texts = typeof own === "string" ? textsAt(setting, own) : own(setting);
    const index = this.index(type, its ?? String(own));
    return texts.map((text) => index.get(`${placeOf(setting)} ${text}`)).find(Boolean);
  }

  /** By place, and by the text at a path; the first of equals. */
  private index(type: string, path: string | undefined): ReadonlyMap<string, Resource> {
    const name = `${type} ${path ?? ""}`;
    const known = this.indexes.get(name);
    if (known) return known;
    const made = new Map<string, Resource>();
    for (const one of [...this.estate.resources(type)].reverse())
      for (const key of path === undefined ? [""] : textsAt(one, path).map((text) => ` ${text}`))
        made.set(`${placeOf(one)}${key}`, one);
    this.indexes.set(name, made);
    return made;
  }
}
