import {
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
} from "@aws-sdk/client-s3";
import { type Backstage } from "./backstage";
import { type Clients } from "./clients";
import { dismissIntruders } from "./dismiss";
import { protectedIn } from "./protected";

/** Leaves nothing that keeps Terraform from destroying what it made; evidence is left alone. */
export async function tidyUp(backstage: Backstage): Promise<void> {
  await dismissIntruders(backstage);
  const { stacks, recorder } = backstage;
  const kept = new Set(stacks.flatMap(({ directory }) => protectedIn(directory).buckets));
  const accounts = [...new Set(stacks.map(({ accountId }) => accountId))];
  const counts = await Promise.all(
    accounts.map(async (id) => emptyBuckets(await backstage.operator(id), kept)),
  );
  const deleted = counts.reduce((sum, count) => sum + count, 0);
  recorder.note(
    "The buckets are emptied",
    `versions deleted: ${deleted}; left alone: ${[...kept].join(", ")}`,
  );
}

async function emptyBuckets({ s3 }: Clients, kept: ReadonlySet<string>): Promise<number> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const names = Buckets.flatMap(({ Name }) => (Name && !kept.has(Name) ? [Name] : []));
  const counts = await Promise.all(names.map((name) => emptyBucket(s3, name)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function emptyBucket(s3: Clients["s3"], Bucket: string): Promise<number> {
  let deleted = 0;
  let next:
    Pick<ListObjectVersionsCommandOutput, "NextKeyMarker" | "NextVersionIdMarker"> | undefined = {};
  while (next) {
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = next;
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }),
    );
    deleted += await deleteAll(s3, Bucket, [
      ...(page.Versions ?? []),
      ...(page.DeleteMarkers ?? []),
    ]);
    next = page.IsTruncated ? page : undefined;
  }
  return deleted;
}

async function deleteAll(
  s3: Clients["s3"],
  Bucket: string,
  versions: readonly DeleteMarkerEntry[],
): Promise<number> {
  const Objects = versions.flatMap(({ Key, VersionId }): ObjectIdentifier[] =>
    Key && VersionId ? [{ Key, VersionId }] : [],
  );
  if (Objects.length === 0) return 0;
  // The operator's word against GOVERNANCE retention.
  const request = { Bucket, Delete: { Objects }, BypassGovernanceRetention: true };
  const { Errors = [] } = await s3.send(new DeleteObjectsCommand(request));
  const [first] = Errors;
  if (first)
    throw new Error(`${Bucket}/${first.Key ?? ""} can't be deleted: ${first.Message ?? ""}`);
  return Objects.length;
}
