import {
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  GetBucketPolicyCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { DENYLIST_SID } from "../../lambda/responder/contain/denylist";
import { type Actor } from "./actor";
import { type Clients } from "./clients";
import { type ObjectState } from "./record";
import { type Target } from "./upload";

export async function objectState(
  s3: Clients["s3"],
  { bucket, key }: Target,
): Promise<ObjectState> {
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }));
  const versions = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].flatMap(
    ({ Key, VersionId }) => (Key === key && VersionId ? [VersionId] : []),
  );
  return { versions, readable: await isReadable(s3, { bucket, key }) };
}

async function isReadable(s3: Clients["s3"], { bucket, key }: Target): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
    throw error;
  }
}

const policy = z.looseObject({ Statement: z.array(z.unknown()) });
const denial = z.looseObject({
  Sid: z.literal(DENYLIST_SID),
  Condition: z.looseObject({
    StringLike: z.looseObject({ "aws:userid": z.union([z.string(), z.array(z.string())]) }),
  }),
});

export interface Denylist {
  readonly policy: unknown;
  readonly statement: unknown;
  readonly userIds: readonly string[];
}

/** The one statement of the bucket policy that blocks, as it stands there now, and the policy. */
export async function denylistOf(s3: Clients["s3"], bucket: string): Promise<Denylist> {
  const { Policy = "{}" } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
  const found = policy.parse(JSON.parse(Policy));
  for (const statement of found.Statement) {
    const { data } = denial.safeParse(statement);
    const userIds = [data?.Condition.StringLike["aws:userid"] ?? []].flat();
    if (data) return { policy: found, statement, userIds };
  }
  return { policy: found, statement: undefined, userIds: [] };
}

export async function attachedPolicies(
  { iam }: Clients,
  { arn }: Pick<Actor, "arn">,
): Promise<string[]> {
  const name = arn.split("/").at(-1) ?? "";
  const { AttachedPolicies = [] } = arn.includes(":user/")
    ? await iam.send(new ListAttachedUserPoliciesCommand({ UserName: name }))
    : await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  return AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
}
