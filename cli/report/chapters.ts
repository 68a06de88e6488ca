import { type TimelineEntry } from "../rehearse/record";

/** A part of the story: what is told in it, and its stretch of the whole in seconds. */
export interface Chapter {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly entries: readonly TimelineEntry[];
  readonly ok: boolean;
}

/** Entries that follow one another in one chapter; a chapter's title may come up again later. */
export function chaptersOf(timeline: readonly TimelineEntry[]): Chapter[] {
  const groups: TimelineEntry[][] = [];
  for (const entry of timeline) {
    const last = groups.at(-1);
    if (last?.[0]?.chapter === entry.chapter) last.push(entry);
    else groups.push([entry]);
  }
  // An entry is written when what it tells is over: the chapter began when the one before ended.
  return groups.map((entries, index) => ({
    title: entries[0]?.chapter ?? "",
    from: groups[index - 1]?.at(-1)?.seconds ?? 0,
    to: entries.at(-1)?.seconds ?? 0,
    entries,
    ok: entries.every(({ ok }) => ok),
  }));
}
