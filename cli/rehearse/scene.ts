import {
  CreateRoleCommand,
  CreateUserCommand,
  EntityAlreadyExistsException,
} from "@aws-sdk/client-iam";
import { partitionOf } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import { principalTrust } from "../../policies/document";
import { type Backstage } from "./backstage";
import { prepareOrganization } from "./by-hand";
import { type Clients } from "./clients";

/** A user or role that the configuration takes for granted, as its ARN tells. */
export interface Extra {
  readonly kind: "user" | "role";
  readonly name: string;
  readonly path: string;
}

/** Roles of IAM Identity Center live below this path; the ARNs of their sessions don't show it. */
const IDENTITY_CENTER = { prefix: "AWSReservedSSO_", path: "/aws-reserved/sso.amazonaws.com/" };

/** `arn:aws:iam::1:user/team/eva`, `arn:aws:iam::1:role/x`, `arn:aws:sts::1:assumed-role/x/session` */
export function extraOf(arn: string): Extra {
  const [type = "", ...segments] = (arn.split(":")[5] ?? "").split("/");
  if (type === "assumed-role") {
    const name = segments[0] ?? "";
    const isReserved = name.startsWith(IDENTITY_CENTER.prefix);
    return { kind: "role", name, path: isReserved ? IDENTITY_CENTER.path : "/" };
  }
  const name = segments.at(-1) ?? "";
  const path = ["", ...segments.slice(0, -1), ""].join("/");
  return { kind: type === "user" ? "user" : "role", name, path };
}

/** Makes what exists in real accounts before the first deployment: roles and people by name. */
export async function setTheScene(backstage: Backstage): Promise<void> {
  const { config, recorder } = backstage;
  const partition = partitionOf(config.homeRegion);
  const accounts = accountsOf(config);
  await Promise.all(
    accounts.map(async ({ id, extras }) => {
      const operator = await backstage.operator(id);
      const root = `arn:${partition}:iam::${id}:root`;
      await Promise.all(extras.map((extra) => create(operator, extra, root)));
    }),
  );
  const count = accounts.reduce((sum, { extras }) => sum + extras.length, 0);
  recorder.note("The scene is set", `${accounts.length} accounts with ${count} roles and users`);
  await prepareOrganization(backstage);
}

interface Account {
  readonly id: string;
  readonly extras: readonly Extra[];
}

function accountsOf({
  deploymentRole,
  organization,
  auditAccount,
  workloads,
}: WardenConfig): Account[] {
  const deployment: Extra = { kind: "role", name: deploymentRole, path: "/" };
  const management = organization ? [organization.managementAccountId] : [];
  return [
    ...[...management, auditAccount.id].map((id) => ({ id, extras: [deployment] })),
    ...workloads.map(({ accountId, allowedUploaders, breakGlass }) => ({
      id: accountId,
      extras: [deployment, ...[...allowedUploaders, ...breakGlass].map(extraOf)],
    })),
  ];
}

async function create({ iam }: Clients, extra: Extra, root: string): Promise<void> {
  const { kind, name, path } = extra;
  const AssumeRolePolicyDocument = principalTrust([root]);
  try {
    await (kind === "user"
      ? iam.send(new CreateUserCommand({ UserName: name, Path: path }))
      : iam.send(new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument })));
  } catch (error) {
    // Two sessions of one role may both be allowed: the role is there already.
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
}
