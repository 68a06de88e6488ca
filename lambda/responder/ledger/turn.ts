import {
  type Class,
  claimClassUpdate,
  closeUpdate,
  type Counted,
  counted,
  countUpdate,
  type Episode,
  isQuiet,
  readEpisode,
} from "./episode";
import { type Table } from "./item";

export interface EpisodePorts {
  readonly table: Table;
  readonly now: () => Date;
}

/** Counts in the ledger; an episode that nobody closed in time is closed here. */
export async function count(
  bucket: string,
  counts: Counted,
  { table, now: clock }: EpisodePorts,
): Promise<Episode> {
  const now = clock();
  const before = await table.update(countUpdate(bucket, counts, now));
  if (before === "refused") throw new Error("the ledger refuses to count");
  const earlier = readEpisode(before);
  if (!earlier || !isQuiet(earlier, now)) return counted(before, counts, now);

  await table.update(closeUpdate(bucket, { ...earlier, lastAt: now.getTime() }));
  await table.update(countUpdate(bucket, counts, now));
  return counted({}, counts, now);
}

/** A class of alerts and the incident that would speak for it. */
export interface Speaker {
  readonly speaks: Class;
  readonly id: string;
}

/** Whether this incident is the one to tell of the class: of several, one is. */
export async function speaksFor(
  bucket: string,
  { speaks, id }: Speaker,
  { table }: EpisodePorts,
): Promise<boolean> {
  return (await table.update(claimClassUpdate(bucket, speaks, id))) !== "refused";
}
