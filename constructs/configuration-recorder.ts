import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** AWS's managed rules of the seed: encrypted, no public read, no public write. */
export const S3_RULES = {
  "s3-bucket-server-side-encryption-enabled": "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
  "s3-bucket-public-read-prohibited": "S3_BUCKET_PUBLIC_READ_PROHIBITED",
  "s3-bucket-public-write-prohibited": "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
} as const;

export interface ConfigurationRecorderProps {
  readonly prefix: string;
  /** The service-linked role: FSBP Config.1 asks for it. */
  readonly roleArn: string;
  readonly archiveBucket: string;
  readonly archiveKeyArn: string;
  /** Rule name to AWS managed rule identifier. */
  readonly rules: Readonly<Record<string, string>>;
  readonly dependsOn?: ITerraformDependable[];
}

/** Records every resource of the account and region, and judges it by the given rules. */
export class ConfigurationRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const recorder = new ConfigConfigurationRecorder(this, "Resource", {
      name: props.prefix,
      roleArn: props.roleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    });
    const channel = new ConfigDeliveryChannel(this, "Channel", {
      name: props.prefix,
      s3BucketName: props.archiveBucket,
      s3KmsKeyArn: props.archiveKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, ...(props.dependsOn ?? [])],
    });
    // AWS starts no recorder without a channel, and takes no rule without a recorder.
    const status = new ConfigConfigurationRecorderStatus(this, "Status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    for (const [name, sourceIdentifier] of Object.entries(props.rules)) {
      new ConfigConfigRule(this, `Rule-${name}`, {
        name: `${props.prefix}-${name}`,
        source: { owner: "AWS", sourceIdentifier },
        dependsOn: [status],
      });
    }
  }
}
