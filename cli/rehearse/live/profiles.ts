import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { FILE_UPLOADER_ROLE, iamArn, partitionOf } from "../../../config/names";
import { type WardenConfig } from "../../../config/schema";
import { intrudingUser } from "../actor";
import { type Backstage, type Guarded } from "../backstage";
import { type Clients } from "../clients";

const INTRUDER = "mallory";
/** Names of profiles, beside those of workloads. */
export const PROFILES = { audit: "audit", uploader: "uploader", intruder: "intruder" } as const;

type Settings = Readonly<Record<string, string>>;

/** A file for AWS_CONFIG_FILE: who a person can be here, by name. */
export async function writeProfiles(
  backstage: Backstage,
  guarded: Guarded,
  folder: string,
): Promise<string> {
  const { clients } = await intrudingUser(backstage, guarded, INTRUDER);
  const profiles = profilesOf(backstage.config, guarded, clients.credentials);
  const file = path.join(folder, "aws-config");
  writeFileSync(file, Object.entries(profiles).map(sectionOf).join("\n"));
  return file;
}

/** The settings of each profile: operators, the uploader, the intruder. */
export function profilesOf(
  { homeRegion: region, deploymentRole, organization, auditAccount, workloads }: WardenConfig,
  { names }: Guarded,
  intruder: Pick<Clients["credentials"], "accessKeyId" | "secretAccessKey">,
): Readonly<Record<string, Settings>> {
  // AWS's command line keeps a role's session for an hour under this name, of an emulator gone too.
  const role_session_name = randomUUID();
  const session = (accountId: string, role: string): Settings => ({
    role_arn: iamArn({ partition: partitionOf(region), accountId, region }, `role/${role}`),
    source_profile: "default",
    role_session_name,
    region,
  });
  const keys = (aws_access_key_id: string, aws_secret_access_key: string): Settings => ({
    aws_access_key_id,
    aws_secret_access_key,
    region,
  });
  const operators = {
    [PROFILES.audit]: auditAccount.id,
    ...(organization && { management: organization.managementAccountId }),
    ...Object.fromEntries(workloads.map(({ name, accountId }) => [name, accountId])),
  };
  return {
    default: keys("test", "test"),
    ...Object.fromEntries(
      Object.entries(operators).map(([name, id]) => [name, session(id, deploymentRole)]),
    ),
    [PROFILES.uploader]: session(names.place.accountId, FILE_UPLOADER_ROLE),
    [PROFILES.intruder]: keys(intruder.accessKeyId, intruder.secretAccessKey),
  };
}

/** The AWS configuration files' own form: `[profile name]`, and `[default]` for the one without. */
const sectionOf = ([name, settings]: readonly [string, Settings]): string =>
  [
    name === "default" ? "[default]" : `[profile ${name}]`,
    ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
    "",
  ].join("\n");
