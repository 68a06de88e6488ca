import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2ClassificationExportConfiguration } from "@cdktf/provider-aws/lib/macie2-classification-export-configuration";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import { macieJob } from "./macie-job";
import type { ExistingInRegion } from "../config/existing-schema";
import type { MacieSchedule } from "../config/macie-schedule";

/** Where Macie keeps what its jobs found: its own memory ends after 90 days. */
export interface MacieResults {
  readonly bucket: string;
  readonly keyArn: string;
}

export interface SensitiveDataDiscoveryProps {
  readonly accountId: string;
  readonly dependsOn: ITerraformDependable[];
  /** A session that was there before; one that is left keeps its results where its owner says. */
  readonly existing?: ExistingInRegion["macie"];
}

export interface ScannedBucket {
  readonly prefix: string;
  readonly bucket: string;
  readonly schedule: MacieSchedule;
  readonly results: MacieResults;
}

/**
 * Macie's session of the account: its policy findings at least every quarter of an hour. Where the
 * guarded bucket is, and nowhere else (Macie.1); its own sampling of all buckets stays off (Macie.2):
 * it is charged by the bucket, and the provider has no resource for it.
 */
export class SensitiveDataDiscovery extends Construct {
  private readonly session: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SensitiveDataDiscoveryProps,
  ) {
    super(scope, id);
    this.session = this.addSession();
  }

  private addSession(): ITerraformDependable[] {
    const { accountId, dependsOn, existing } = this.props;
    if (existing === "leave") {
      leave(this, "Resource", Macie2Account.tfResourceType);
      return [];
    }
    const session = new Macie2Account(this, "Resource", {
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      status: "ENABLED",
      dependsOn,
    });
    if (existing === "import") adopt(session, accountId);
    return [session];
  }

  /** Scans the account's own bucket, and keeps what is found. */
  scan({ prefix, bucket, schedule, results }: ScannedBucket): void {
    const { accountId, existing } = this.props;
    const exported = exportResults(this, { results, existing, dependsOn: this.session });
    macieJob(this, "Job", {
      name: `${prefix}-${bucket}`,
      description: "Sensitive data in the production bucket",
      schedule,
      buckets: { bucketDefinitions: [{ accountId, buckets: [bucket] }] },
      dependsOn: [...this.session, ...exported],
    });
  }
}

interface ExportedResults extends Pick<SensitiveDataDiscoveryProps, "dependsOn"> {
  readonly results: MacieResults;
  readonly existing: ExistingInRegion["macie"];
}

/** @returns what the jobs wait for: what one finds before the export stands is kept nowhere */
export function exportResults(
  scope: Construct,
  { results, existing, dependsOn }: ExportedResults,
): ITerraformDependable[] {
  if (existing === "leave") {
    leave(scope, "Results", Macie2ClassificationExportConfiguration.tfResourceType);
    return [];
  }
  const exported = new Macie2ClassificationExportConfiguration(scope, "Results", {
    s3Destination: { bucketName: results.bucket, kmsKeyArn: results.keyArn },
    dependsOn,
  });
  return [exported];
}
