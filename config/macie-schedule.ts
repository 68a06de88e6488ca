import type { WardenConfig, Workload } from "./schema";

export type MacieSchedule = Workload["macieSchedule"];

/** Tag of the production buckets by which the organization's Macie jobs find them. */
export const MACIE_TAG = "bucket-warden:macie";

/** The tag's value, which is part of the job's name too: `day`, `week-MONDAY`, `month-15`. */
export const scheduleName = (schedule: MacieSchedule): string =>
  schedule.every === "day" ? "day" : `${schedule.every}-${schedule.on}`;

/**
 * A job for each schedule that is asked for. The daily one is always there, so that a further
 * workload with the usual schedule changes nothing in the audit account.
 */
export function schedulesInUse({
  workloads,
}: Pick<WardenConfig, "workloads">): ReadonlyMap<string, MacieSchedule> {
  const daily: MacieSchedule = { every: "day" };
  const schedules = [daily, ...workloads.map(({ macieSchedule }) => macieSchedule)];
  return new Map(
    schedules
      .map((schedule): [string, MacieSchedule] => [scheduleName(schedule), schedule])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
