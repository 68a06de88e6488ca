import { Macie2Member } from "@cdktf/provider-aws/lib/macie2-member";
import { Macie2OrganizationConfiguration } from "@cdktf/provider-aws/lib/macie2-organization-configuration";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ExistingInRegion } from "../config/existing-schema";
import { MACIE_TAG, type MacieSchedule } from "../config/macie-schedule";
import type { Organization } from "../config/organization-schema";
import { macieJob } from "./macie-job";
import { exportResults, type MacieResults } from "./sensitive-data-discovery";

export interface OrganizationSensitiveDataProps {
  readonly prefix: string;
  /** Accounts that joined before Macie was delegated. */
  readonly members: Organization["macieMembers"];
  /** By name: a job for each. */
  readonly schedules: ReadonlyMap<string, MacieSchedule>;
  readonly results: MacieResults;
  /** The administrator's session. */
  readonly existing: ExistingInRegion["macie"];
}

/** Macie in every account of the organization, and jobs that find the production buckets by a tag. */
export class OrganizationSensitiveData extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationSensitiveDataProps) {
    super(scope, id);
    const { results, existing, prefix, schedules } = props;
    const exported = exportResults(this, { results, existing, dependsOn: [] });
    const members = this.enroll(props);
    for (const [name, schedule] of schedules) {
      macieJob(this, `Job-${name}`, {
        name: `${prefix}-${name}`,
        description: `Sensitive data in the production buckets, ${name}`,
        schedule,
        buckets: { bucketCriteria: taggedWith(name) },
        dependsOn: [...exported, ...members],
      });
    }
  }

  private enroll({ members }: OrganizationSensitiveDataProps): ITerraformDependable[] {
    const organization = new Macie2OrganizationConfiguration(this, "Resource", {
      autoEnable: true,
    });
    return members.map(
      ({ accountId, email }) =>
        new Macie2Member(this, `Member-${accountId}`, {
          accountId,
          email,
          status: "ENABLED",
          dependsOn: [organization],
          // AWS never says the address again (aws/aws-sdk/issues/456), and an organization's member
          // isn't invited: what it says of that isn't ours.
          lifecycle: { ignoreChanges: ["email", "invite"] },
        }),
    );
  }
}

/** Of all members: Macie looks for them anew at each run of the job. */
const taggedWith = (schedule: string) => ({
  includes: {
    and: [{ tagCriterion: { comparator: "EQ", tagValues: [{ key: MACIE_TAG, value: schedule }] } }],
  },
});
