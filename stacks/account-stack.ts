import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { existingFor } from "../config/existing";
import { iamArn, partitionOf } from "../config/names";
import type { Backend, WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";

/**
 * Stack of one account in one region: its provider can touch no other account, its state lies
 * where the config says.
 */
export class AccountStack extends TerraformStack {
  /** What the account had here before this module came. */
  protected readonly existing;

  constructor(
    scope: Construct,
    protected readonly planned: PlannedStack,
    protected readonly config: WardenConfig,
  ) {
    const id = planned.name;
    super(scope, id);
    this.existing = existingFor(config, planned);
    new AwsProvider(this, "aws", providerSettings(planned, config));
    // `removed` blocks came with 1.7, S3's own lock file with 1.10.
    this.addOverride(
      "terraform.required_version",
      config.backend.type === "s3" ? ">= 1.10" : ">= 1.7",
    );
    // cdktf writes "aws", which OpenTofu takes for another provider's name.
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: config.providerVersion,
    });
    addBackend(this, id, config.backend);
  }

  /** The same account in the home region, for what is only to be looked up there. */
  protected homeProvider(): AwsProvider {
    const { planned, config } = this;
    const settings = providerSettings({ ...planned, region: config.homeRegion }, config);
    return new AwsProvider(this, "home", { ...settings, alias: "home" });
  }
}

function providerSettings(
  { name, accountId, region }: PlannedStack,
  { deploymentRole, tags }: WardenConfig,
): AwsProviderConfig {
  const partition = partitionOf(region);
  const roleArn = iamArn({ partition, region, accountId }, `role/${deploymentRole}`);
  return {
    region,
    allowedAccountIds: [accountId],
    assumeRole: [{ roleArn, sessionName: "bucket-warden" }],
    defaultTags: [{ tags: { "bucket-warden": name, ...tags } }],
  };
}

function addBackend(stack: AccountStack, id: string, backend: Backend): void {
  switch (backend.type) {
    case "local":
      // Relative to the stack's folder, so beside cdktf.out, which may be deleted at any time.
      new LocalBackend(stack, { path: `../../../terraform.${id}.tfstate` });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.keyPrefix}/${id}.tfstate`,
        encrypt: true,
        ...(backend.kmsKeyId !== undefined && { kmsKeyId: backend.kmsKeyId }),
        ...(backend.roleArn !== undefined && { assumeRole: { roleArn: backend.roleArn } }),
      }).addOverride("use_lockfile", true);
      return;
    case "cloud":
      new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(backend.workspace.replace("{stack}", id)),
      });
  }
}
