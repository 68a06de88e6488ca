import { type TimelineEntry } from "../rehearse/record";

/** Shows what is being done right now; a newer text takes the place of the older one. */
export type Say = (text: string) => void;

/** How a person sees the work advance. */
export interface Progress {
  readonly step: <T>(title: string, work: (say: Say) => Promise<T>) => Promise<T>;
  /** A line of the timeline, below the step that it came up in. */
  entry(entry: TimelineEntry): void;
}
