import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  GetBucketPolicyCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from "@aws-sdk/client-s3";
import { takeAll } from "./inbox";
import { DENYLIST_SID, denylistKey } from "../../lambda/responder/contain/denylist";
import { type GuardedWorkload } from "./workload";

export interface Version {
  readonly key: string;
  readonly versionId: string;
}

/** Every version that is left in the bucket. */
export async function versionsIn({ operator, names }: GuardedWorkload): Promise<Version[]> {
  const versions: Version[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await operator.s3.send(
      new ListObjectVersionsCommand({ Bucket: names.bucket, ...marker }),
    );
    const { Versions = [], NextKeyMarker = "", NextVersionIdMarker = "" } = page;
    versions.push(
      ...Versions.map(({ Key = "", VersionId = "" }) => ({ key: Key, versionId: VersionId })),
    );
    marker = page.IsTruncated
      ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker }
      : undefined;
  }
  return versions;
}

interface Statement {
  readonly Sid?: string;
  readonly Principal?: "*" | { readonly AWS?: string | string[] };
  readonly Condition?: { readonly StringLike?: Readonly<Record<string, string | string[]>> };
}

async function statementsOf({ operator, names }: GuardedWorkload): Promise<Statement[]> {
  const { Policy = "{}" } = await operator.s3.send(
    new GetBucketPolicyCommand({ Bucket: names.bucket }),
  );
  return (JSON.parse(Policy) as { Statement?: Statement[] }).Statement ?? [];
}

/** Whom the bucket policy blocks, by the responder's statement. */
export async function blockedByPolicy(guarded: GuardedWorkload): Promise<string[]> {
  const denylist = (await statementsOf(guarded)).find(({ Sid }) => Sid === DENYLIST_SID);
  return [denylist?.Condition?.StringLike?.["aws:userid"] ?? []].flat();
}

/** Whom a statement of the bucket policy names by ARN. */
export async function namedByPolicy(guarded: GuardedWorkload): Promise<string[]> {
  const principals = (await statementsOf(guarded)).flatMap(({ Principal }) => Principal ?? []);
  return principals.flatMap((principal) => (principal === "*" ? [] : (principal.AWS ?? [])));
}

export const policySids = async (guarded: GuardedWorkload): Promise<string[]> =>
  (await statementsOf(guarded)).flatMap(({ Sid }) => Sid ?? []);

/** Whom the ledger says to block. */
export async function blockedByLedger({ operator, names }: GuardedWorkload): Promise<string[]> {
  const Key = { pk: { S: denylistKey(names.bucket) } };
  const { Item } = await operator.dynamodb.send(
    new GetItemCommand({ TableName: names.ledgerTable, Key }),
  );
  return [...(Item?.userIds?.SS ?? []), ...(Item?.resting?.SS ?? [])];
}

/** The events that the function gave up, taken from its failures queue. */
export async function deadLetters({ operator, failuresQueueUrl }: GuardedWorkload) {
  const messages = await takeAll(operator.sqs, failuresQueueUrl);
  return messages.map(({ Body = "{}" }) => JSON.parse(Body) as Readonly<Record<string, unknown>>);
}
