import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2ClassificationJob } from "@cdktf/provider-aws/lib/macie2-classification-job";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Workload } from "../config/schema";

export interface SensitiveDataDiscoveryProps {
  readonly prefix: string;
  readonly accountId: string;
  readonly bucket: string;
  readonly schedule: Workload["macieSchedule"];
  readonly dependsOn: ITerraformDependable[];
}

/** Macie, with a job that scans the bucket for sensitive data on a schedule. */
export class SensitiveDataDiscovery extends Construct {
  constructor(scope: Construct, id: string, props: SensitiveDataDiscoveryProps) {
    super(scope, id);
    const account = new Macie2Account(this, "Resource", {
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      status: "ENABLED",
      dependsOn: props.dependsOn,
    });
    new Macie2ClassificationJob(this, "Job", {
      name: `${props.prefix}-${props.bucket}`,
      description: "Sensitive data in the production bucket",
      jobType: "SCHEDULED",
      scheduleFrequency: frequency(props.schedule),
      s3JobDefinition: {
        bucketDefinitions: [{ accountId: props.accountId, buckets: [props.bucket] }],
      },
      dependsOn: [account],
    });
  }
}

function frequency(schedule: Workload["macieSchedule"]) {
  switch (schedule.every) {
    case "day":
      return { dailySchedule: true };
    case "week":
      return { weeklySchedule: schedule.on };
    case "month":
      return { monthlySchedule: schedule.on };
  }
}
