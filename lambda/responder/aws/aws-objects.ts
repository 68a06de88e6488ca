import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsOutput,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { listedKey } from "./aws-key";
import { lockOn } from "./aws-lock";
import { isRefusal, type Refusal } from "./aws-refusal";
import { bareEtag } from "../remove/find-version";
import {
  type CurrentAnswer,
  type DeletionAnswer,
  type ListedVersion,
  type RemovePorts,
  type VersionPage,
} from "../remove/object-ports";
import { known } from "../events/reading";
import { REFUSED_TAG } from "../remove/refused-tag";
import { type ResponderSettings } from "../settings";

const CURRENT_REFUSALS: readonly (Refusal & { answer: "changed" | "absent" })[] = [
  { name: "PreconditionFailed", answer: "changed" },
  // Also where a delete marker is the newest (github.com/ministackorg/ministack/issues/1475).
  { name: "NoSuchKey", answer: "absent" },
];
const CONFLICTS = ["ConditionalRequestConflict", "OperationAborted"];
const CONFLICT_ATTEMPTS = 3;

const GONE_BEFORE = ["NoSuchVersion", "NoSuchKey"];
const MFA_WANTED: Refusal = { name: "AccessDenied", says: /\bmfa\b|multi-?factor/i };

export function objectPorts(s3: S3Client, { accountId }: ResponderSettings): RemovePorts {
  const of = ({ bucket, key }: { readonly bucket: string; readonly key: string }) => ({
    Bucket: bucket,
    Key: key,
    ExpectedBucketOwner: accountId,
  });
  return {
    deleteVersion: (version) => deleteVersion(s3, { ...of(version), VersionId: version.versionId }),
    deleteCurrent: (current) =>
      deleteCurrent(s3, { ...of(current), IfMatch: quoted(current.etag) }),
    listVersions: async ({ bucket, key }, after) => {
      const list = new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: key,
        EncodingType: "url",
        ExpectedBucketOwner: accountId,
        ...(after && { KeyMarker: after.keyMarker, VersionIdMarker: after.versionIdMarker }),
      });
      return pageOf(key, await s3.send(list));
    },
    tagRefused: async (version) => {
      const TagSet = [{ Key: REFUSED_TAG.key, Value: REFUSED_TAG.value }];
      const target = { ...of(version), VersionId: version.versionId };
      await s3.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } }));
    },
  };
}

type VersionTarget = Parameters<typeof lockOn>[1];

async function deleteVersion(s3: S3Client, target: VersionTarget): Promise<DeletionAnswer> {
  try {
    await s3.send(new DeleteObjectCommand({ ...target, BypassGovernanceRetention: true }));
    return { answer: "gone" };
  } catch (error) {
    if (GONE_BEFORE.some((name) => isRefusal(error, { name }))) return { answer: "gone" };
    if (isRefusal(error, MFA_WANTED)) return { answer: "mfa-protected", message: error.message };
    if (!isRefusal(error, { name: "AccessDenied" })) throw error;
    const lock = await lockOn(s3, target, new Date());
    if (!lock) throw error;
    return lock;
  }
}

type CurrentTarget = Omit<VersionTarget, "VersionId"> & { readonly IfMatch: string };

/** Needs s3:GetObject besides s3:DeleteObject (S3 guide, conditional-delete-enforce). */
async function deleteCurrent(
  s3: S3Client,
  target: CurrentTarget,
  attempt = 1,
): Promise<CurrentAnswer> {
  try {
    const { DeleteMarker, VersionId } = await s3.send(new DeleteObjectCommand(target));
    return DeleteMarker
      ? { answer: "marked", ...known({ markerId: VersionId }) }
      : { answer: "gone" };
  } catch (error) {
    const refusal = CURRENT_REFUSALS.find((one) => isRefusal(error, one));
    if (refusal) return { answer: refusal.answer };
    // Somebody else's write to the key was under way: who was first shows at the next attempt.
    const isConflict = CONFLICTS.some((name) => isRefusal(error, { name }));
    if (!isConflict || attempt === CONFLICT_ATTEMPTS) throw error;
    return deleteCurrent(s3, target, attempt + 1);
  }
}

/** Events give the ETag bare; the header wants it in quotes. */
const quoted = (etag: string): string => `"${bareEtag(etag)}"`;

function pageOf(key: string, listed: ListObjectVersionsOutput): VersionPage {
  const { EncodingType, Versions = [], DeleteMarkers = [] } = listed;
  const isOfKey = ({ Key }: { Key?: string | undefined }) => listedKey(Key, EncodingType) === key;
  const versions = [
    ...Versions.filter(isOfKey).map((one) => listedVersion(one, false)),
    ...DeleteMarkers.filter(isOfKey).map((one) => listedVersion(one, true)),
  ];
  const keyMarker = listedKey(listed.NextKeyMarker, EncodingType);
  // The prefix's own key comes first: once a page ends with another one, there is no more of it.
  if (!listed.IsTruncated || keyMarker !== key) return { versions };
  return { versions, next: { keyMarker, versionIdMarker: listed.NextVersionIdMarker ?? "" } };
}

type Listed = NonNullable<ListObjectVersionsOutput["Versions"]>[number];

const listedVersion = (listed: Listed, isMarker: boolean): ListedVersion => ({
  versionId: listed.VersionId ?? "null",
  isLatest: listed.IsLatest ?? false,
  isMarker,
  lastModified: listed.LastModified ?? new Date(NaN),
  ...known({ etag: listed.ETag === undefined ? undefined : bareEtag(listed.ETag) }),
});
