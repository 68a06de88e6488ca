import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { iamArn, partitionOf } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import { BadInput } from "../bad-input";

// The SDK announces the end of Node 20 to everybody who asks how things are.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

export interface AwsCredentialIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials for an account; undefined where the caller's own are of that account already. */
export type CredentialsFor = (accountId: string) => Promise<AwsCredentialIdentity | undefined>;

/**
 * The caller's own credentials in the caller's account, and the deployment role in every other.
 * @throws BadInput when the caller has no credentials that AWS takes
 */
export async function credentialsOf(config: WardenConfig): Promise<CredentialsFor> {
  const sts = new STSClient({ region: config.homeRegion });
  const own = await callersAccount(sts);
  const known = new Map<string, ReturnType<CredentialsFor>>();
  return (accountId) => {
    if (accountId === own) return Promise.resolve(undefined);
    const credentials = known.get(accountId) ?? assume(sts, roleIn(config, accountId));
    known.set(accountId, credentials);
    return credentials;
  };
}

async function callersAccount(sts: STSClient): Promise<string | undefined> {
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new BadInput(`AWS credentials are missing, or AWS doesn't take them: ${said}`, {
      cause: error,
    });
  }
}

const roleIn = ({ homeRegion: region, deploymentRole }: WardenConfig, accountId: string): string =>
  iamArn({ partition: partitionOf(region), region, accountId }, `role/${deploymentRole}`);

async function assume(sts: STSClient, RoleArn: string): Promise<AwsCredentialIdentity> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "bucket-warden-doctor" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}
