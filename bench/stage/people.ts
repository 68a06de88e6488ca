import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type Actor } from "../../cli/rehearse/actor";
import { type Access } from "../../cli/rehearse/clients";
import { FILE_UPLOADER_ROLE, iamArn } from "../../config/names";
import { principalTrust } from "../../policies/document";
import { type StageParts } from "./parts";
import { type GuardedWorkload, uploadGrant } from "./workload";

/** An IAM user whom a careless grant lets upload; judged by the policies in force. */
export async function intrudingUser(
  parts: StageParts,
  { operator: { iam }, names }: GuardedWorkload,
  UserName: string,
): Promise<Actor> {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = uploadGrant(names);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "careless", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const access = { endpoint: parts.emulator.url, region: parts.config.homeRegion, credentials };
  const arn = iamArn(names.place, `user/${UserName}`);
  const userId = User?.UserId ?? "";
  return enter(parts, { title: UserName, arn, callerArn: arn, userId }, access);
}

/** A session of an ordinary role with the same grant. */
export async function intrudingSession(
  parts: StageParts,
  { operator: { iam }, names }: GuardedWorkload,
  RoleName: string,
): Promise<Actor> {
  const AssumeRolePolicyDocument = principalTrust([names.rootArn]);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = uploadGrant(names);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "careless", PolicyDocument }));
  return sessionOf(parts, iamArn(names.place, `role/${RoleName}`), "overtime");
}

export const allowedUploader = (parts: StageParts, { names }: GuardedWorkload): Promise<Actor> =>
  sessionOf(parts, iamArn(names.place, `role/${FILE_UPLOADER_ROLE}`), "nightly");

async function sessionOf(parts: StageParts, arn: string, session: string): Promise<Actor> {
  const access = await parts.access(arn, session);
  const { Arn: callerArn = "", UserId: userId = "" } = await parts
    .clients(access)
    .sts.send(new GetCallerIdentityCommand());
  return enter(parts, { title: session, arn, callerArn, userId }, access);
}

function enter(parts: StageParts, who: Omit<Actor, "clients">, access: Access): Actor {
  parts.emulator.enforce(who.arn);
  return { ...who, clients: parts.clients(access) };
}
