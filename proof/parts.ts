import { FAMILIES } from "./path";

/** What can be proved by itself: a family of paths, or the rules over every stack. */
export const PARTS = [...FAMILIES, "invariants"] as const;

export type Part = (typeof PARTS)[number];
