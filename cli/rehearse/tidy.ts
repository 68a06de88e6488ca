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

/** Leaves nothing that keeps Terraform from destroying what it made. */
export async function tidyUp(backstage: Backstage): Promise<void> {
  await dismissIntruders(backstage);
  const accounts = [...new Set(backstage.stacks.map(({ accountId }) => accountId))];
  const counts = await Promise.all(
    accounts.map(async (id) => emptyBuckets(await backstage.operator(id))),
  );
  const deleted = counts.reduce((sum, count) => sum + count, 0);
  backstage.recorder.note("The buckets are emptied", `versions deleted: ${deleted}`);
}

async function emptyBuckets({ s3 }: Clients): Promise<number> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const counts = await Promise.all(Buckets.map(({ Name = "" }) => emptyBucket(s3, Name)));
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
