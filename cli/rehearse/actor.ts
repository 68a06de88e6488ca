import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { FILE_UPLOADER_ROLE, iamArn } from "../../config/names";
import { policyJson, principalTrust } from "../../policies/document";
import { type Backstage, type Guarded } from "./backstage";
import { type Clients } from "./clients";

/** Somebody who uploads; what they may do is decided by the policies in force. */
export interface Actor {
  /** As the timeline calls them: `the intruder (IAM user)`. */
  readonly title: string;
  /** The user's or the role's ARN. */
  readonly arn: string;
  /** As STS sees the caller: the user's ARN, or the session's. */
  readonly callerArn: string;
  /** `AIDA…`, or `AROA…:session`. */
  readonly userId: string;
  readonly clients: Clients;
}

export const INTRUDING_USER = "rehearsal-intruder";
export const INTRUDING_ROLE = "rehearsal-contractor";
export const INTRUDER_POLICY = "may-upload";

/** Somebody whose identity policy lets them in: what a careless grant looks like. */
function uploadGrant({ names }: Guarded): string {
  return policyJson([
    {
      Sid: "Upload",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: `${names.bucketArn}/*`,
    },
    {
      Sid: "UseKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: `arn:${names.place.partition}:kms:${names.place.region}:${names.place.accountId}:key/*`,
    },
  ]);
}

export async function intrudingUser(
  backstage: Backstage,
  guarded: Guarded,
  name = INTRUDING_USER,
): Promise<Actor> {
  const { place } = guarded.names;
  const { iam } = await backstage.operator(place.accountId);
  const named = { UserName: name };
  await iam.send(new CreateUserCommand(named));
  const PolicyDocument = uploadGrant(guarded);
  await iam.send(
    new PutUserPolicyCommand({ ...named, PolicyName: INTRUDER_POLICY, PolicyDocument }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand(named));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  const clients = backstage.clients({ accessKeyId, secretAccessKey });
  const arn = iamArn(place, `user/${name}`);
  return enter(backstage, { title: "An intruder (IAM user)", arn, clients });
}

export async function intrudingRole(backstage: Backstage, guarded: Guarded): Promise<Actor> {
  const { place } = guarded.names;
  const { iam } = await backstage.operator(place.accountId);
  const named = { RoleName: INTRUDING_ROLE };
  const AssumeRolePolicyDocument = principalTrust([iamArn(place, "root")]);
  await iam.send(new CreateRoleCommand({ ...named, AssumeRolePolicyDocument }));
  const PolicyDocument = uploadGrant(guarded);
  await iam.send(
    new PutRolePolicyCommand({ ...named, PolicyName: INTRUDER_POLICY, PolicyDocument }),
  );
  const arn = iamArn(place, `role/${INTRUDING_ROLE}`);
  const clients = await backstage.session(arn, "overtime");
  return enter(backstage, { title: "A second intruder (role session)", arn, clients });
}

export async function allowedUploader(backstage: Backstage, { names }: Guarded): Promise<Actor> {
  const arn = iamArn(names.place, `role/${FILE_UPLOADER_ROLE}`);
  const clients = await backstage.session(arn, "nightly-upload");
  return enter(backstage, { title: "An allowed uploader (FileUploaderRole)", arn, clients });
}

async function enter(
  backstage: Backstage,
  { title, arn, clients }: Pick<Actor, "title" | "arn" | "clients">,
): Promise<Actor> {
  backstage.emulator.enforce(arn);
  const identity = await clients.sts.send(new GetCallerIdentityCommand());
  const { Arn: callerArn = "", UserId: userId = "" } = identity;
  return { title, arn, callerArn, userId, clients };
}
