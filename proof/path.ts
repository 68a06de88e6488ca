import type { Resource } from "./model/resource";

/** `unknown`: nothing says that it holds, nor that it doesn't; a proof it is not. */
export type HopVerdict = "holds" | "broken" | "unknown";

/** What would mend a broken hop: in whose argument, and what should stand there. */
export interface Mend {
  readonly at?: Resource;
  /** Where nothing is there yet: the stack that should have it. */
  readonly stack?: string;
  /** `policy`, `assume_role_policy`, `dead_letter_config`, … */
  readonly argument: string;
  /** A statement in IAM's words, or a value in Terraform's. */
  readonly add: unknown;
}

/** One step of a path, as it was found. */
export interface Hop {
  /** A sentence that says what must be so. */
  readonly what: string;
  readonly verdict: HopVerdict;
  /** The statement or the value that decided. */
  readonly because: string;
  /** Where that stands. */
  readonly at?: Resource;
  readonly mend?: readonly Mend[];
}

export const FAMILIES = [
  "findings",
  "incident",
  "dead-letters",
  "alarms",
  "deliveries",
  "uploads",
  "blocks",
  "strangers",
  "least-privilege",
] as const;

export type Family = (typeof FAMILIES)[number];

/** Something that must be so, hop by hop; walking stops at the first hop that doesn't hold. */
export interface Path {
  readonly family: Family;
  /** Unique and lasting: users suppress and programs compare by it. */
  readonly id: string;
  readonly title: string;
  readonly walk: () => AsyncGenerator<Hop> | Generator<Hop>;
}

export interface WalkedPath extends Omit<Path, "walk"> {
  readonly verdict: HopVerdict;
  /** Those that hold, and the first that doesn't. */
  readonly hops: readonly Hop[];
}

export async function walk({ walk: hopsOf, ...path }: Path): Promise<WalkedPath> {
  const hops: Hop[] = [];
  for await (const hop of hopsOf()) {
    hops.push(hop);
    if (hop.verdict !== "holds") return { ...path, verdict: hop.verdict, hops };
  }
  // A path without a hop has shown nothing.
  return { ...path, verdict: hops.length > 0 ? "holds" : "unknown", hops };
}

export const holds = (what: string, because: string, at?: Resource): Hop => ({
  what,
  verdict: "holds",
  because,
  ...(at && { at }),
});

export const broken = (
  what: string,
  because: string,
  { at, mend }: { readonly at?: Resource; readonly mend?: readonly Mend[] } = {},
): Hop => ({ what, verdict: "broken", because, ...(at && { at }), ...(mend && { mend }) });
