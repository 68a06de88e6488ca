import {
  type Arguments,
  entriesOf,
  isExpression,
  isProtected,
  resourceAt,
  type Resources,
  type Stack,
} from "./stack";

/** Something that is deployed and that an upgrade would destroy, or destroy and make anew. */
export interface Loss {
  readonly stack: string;
  readonly address: string;
  readonly how: "destroyed" | "replaced";
  /** Arguments that make Terraform replace it. */
  readonly because: readonly string[];
  /** It holds evidence: what is written down of it is not enough. */
  readonly isProtected: boolean;
}

/** What applying `today` would take away of what a release deployed. */
export function lossesIn(name: string, released: Resources, today: Stack | undefined): Loss[] {
  const kept = new Set((today?.removed ?? []).filter(isLeftAlone).map(({ from }) => from));
  return entriesOf(released).flatMap(([address, before]): Loss[] => {
    if (kept.has(address)) return [];
    const now = resourceAt(today?.resource, moved(address, today));
    const because = now ? changed(before, now) : [];
    if (now && because.length === 0) return [];
    const how = now ? "replaced" : "destroyed";
    return [{ stack: name, address, how, because, isProtected: isProtected(before) }];
  });
}

/** A `removed` block destroys what it names unless it says otherwise. */
const isLeftAlone = ({ lifecycle }: NonNullable<Stack["removed"]>[number]): boolean =>
  lifecycle?.destroy === false;

/** Where `moved` blocks bring an address, one after the other. */
function moved(address: string, today: Stack | undefined): string {
  const to = today?.moved?.find(({ from }) => from === address)?.to;
  return to === undefined ? address : moved(to, today);
}

/** `lifecycle` is Terraform's own, and no argument of the resource. */
const changed = (before: Arguments, now: Arguments): string[] =>
  Object.entries(before).flatMap(([name, value]) =>
    name !== "lifecycle" && differs(value, now[name]) ? [name] : [],
  );

/** What an expression comes to only a plan says. Keys stand in one order in stacks. */
const differs = (before: unknown, now: unknown): boolean =>
  !isExpression(now) && JSON.stringify(before) !== JSON.stringify(now);
