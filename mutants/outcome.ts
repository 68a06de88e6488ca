import { explains, type Harmless } from "./explain";
import { HARMLESS } from "./harmless";
import type { Mutant } from "./mutant";
import type { Notice } from "./notice";

/** A mutant without what made it. */
export type Named = Omit<Mutant, "apply">;

export interface Tried {
  readonly mutant: Named;
  readonly notice: Notice;
}

export interface Outcome {
  readonly mutants: number;
  readonly noticed: number;
  /** Noticed, but by an error in the proof instead of a broken hop. */
  readonly crashed: readonly Tried[];
  readonly harmless: number;
  /** Neither noticed nor explained. */
  readonly survivors: readonly Named[];
  /** Reasons that explain a survivor of these. */
  readonly used: ReadonlySet<Harmless>;
}

/** What came of many mutants, by the reasons that are given for those nobody noticed. */
export function outcomeOf(
  tried: readonly Tried[],
  reasons: readonly Harmless[] = HARMLESS,
): Outcome {
  const overlooked = tried.filter(({ notice }) => !notice.noticed).map(({ mutant }) => mutant);
  const used = new Set<Harmless>();
  const survivors = overlooked.filter((mutant) => {
    const explaining = reasons.filter((reason) => explains(reason, mutant));
    for (const reason of explaining) used.add(reason);
    return explaining.length === 0;
  });
  return {
    mutants: tried.length,
    noticed: tried.length - overlooked.length,
    crashed: tried.filter(({ notice }) => notice.noticed && notice.crashed),
    harmless: overlooked.length - survivors.length,
    survivors,
    used,
  };
}
