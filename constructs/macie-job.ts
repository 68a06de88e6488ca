import {
  Macie2ClassificationJob,
  type Macie2ClassificationJobS3JobDefinition,
} from "@cdktf/provider-aws/lib/macie2-classification-job";
import { type ITerraformDependable } from "cdktf";
import { type Construct } from "constructs";
import type { MacieSchedule } from "../config/macie-schedule";

export interface MacieJobProps {
  readonly name: string;
  readonly description: string;
  readonly schedule: MacieSchedule;
  /** Which buckets it scans. A job can't be changed: any change replaces it. */
  readonly buckets: Macie2ClassificationJobS3JobDefinition;
  readonly dependsOn: ITerraformDependable[];
}

/** A job that scans buckets for sensitive data on a schedule. */
export const macieJob = (
  scope: Construct,
  id: string,
  { name, description, schedule, buckets, dependsOn }: MacieJobProps,
): Macie2ClassificationJob =>
  new Macie2ClassificationJob(scope, id, {
    name,
    description,
    jobType: "SCHEDULED",
    scheduleFrequency: frequency(schedule),
    s3JobDefinition: buckets,
    dependsOn,
  });

function frequency(schedule: MacieSchedule) {
  switch (schedule.every) {
    case "day":
      return { dailySchedule: true };
    case "week":
      return { weeklySchedule: schedule.on };
    case "month":
      return { monthlySchedule: schedule.on };
  }
}
