import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import type { ExistingInRegion } from "../config/existing-schema";

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
  /** IAM's resources are recorded in the home region only, or each is charged in every region. */
  readonly globalResources: boolean;
  /** Rule name to AWS managed rule identifier. */
  readonly rules: Readonly<Record<string, string>>;
  readonly dependsOn?: ITerraformDependable[];
  /** A recorder and channel that were there before: AWS takes one of each. */
  readonly existing?: ExistingInRegion["recorder"];
}

/** Records every resource of the account and region, and judges it by the given rules. */
export class ConfigurationRecorder extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ConfigurationRecorderProps,
  ) {
    super(scope, id);
    const recording = props.existing === "leave" ? this.leaveRecorder() : [this.addRecorder()];
    for (const [name, sourceIdentifier] of Object.entries(props.rules)) {
      new ConfigConfigRule(this, `Rule-${name}`, {
        name: `${props.prefix}-${name}`,
        source: { owner: "AWS", sourceIdentifier },
        dependsOn: recording,
      });
    }
  }

  private addRecorder(): ITerraformDependable {
    const { existing: before, prefix } = this.props;
    const existing = before === "leave" ? undefined : before;
    const recorder = new ConfigConfigurationRecorder(this, "Resource", {
      // Neither can be renamed: an imported one keeps its name.
      name: existing?.import ?? prefix,
      roleArn: this.props.roleArn,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: this.props.globalResources,
        // Said, since an imported recorder would keep its own, which may contradict the above.
        recordingStrategy: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
      },
    });
    const channel = new ConfigDeliveryChannel(this, "Channel", {
      name: existing?.channel ?? prefix,
      s3BucketName: this.props.archiveBucket,
      s3KmsKeyArn: this.props.archiveKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, ...(this.props.dependsOn ?? [])],
    });
    if (existing) adopt(recorder, existing.import);
    if (existing) adopt(channel, existing.channel);
    // AWS starts no recorder without a channel, and takes no rule without a recorder.
    return new ConfigConfigurationRecorderStatus(this, "Status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }

  /** The rules work on whatever recorder there is. */
  private leaveRecorder(): [] {
    leave(this, "Resource", ConfigConfigurationRecorder.tfResourceType);
    leave(this, "Channel", ConfigDeliveryChannel.tfResourceType);
    // Destroyed, it would stop the recorder that is left.
    leave(this, "Status", ConfigConfigurationRecorderStatus.tfResourceType);
    return [];
  }
}
