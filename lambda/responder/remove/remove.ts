import { findVersion } from "./find-version";
import { type ListedVersion, type RemovePorts, type Version } from "./object-ports";
import { type Removal } from "../outcome";
import { type Upload } from "../events/upload";
import { withhold } from "./withhold";

export { type RemovePorts } from "./object-ports";

/** Deletes what was created: never an object that is newer, never a version by guess. */
export async function remove(upload: Upload, ports: RemovePorts): Promise<Removal> {
  const { versionId, etag, trigger } = upload;
  if (versionId !== undefined && versionId !== "null") {
    return removeVersion({ ...upload, versionId }, ports);
  }
  // A notification without a version comes from a bucket without versioning; the trail may just
  // not have said.
  const isNull = versionId === "null" || trigger === "notification";
  if (isNull && etag !== undefined) return removeCurrent({ ...upload, etag }, ports);
  return removeFound(upload, ports);
}

async function removeVersion(version: Version, ports: RemovePorts): Promise<Removal> {
  const { bucket, key, versionId } = version;
  const exactly = { bucket, key, versionId };
  const answer = await ports.deleteVersion(exactly);
  if (answer.answer === "gone") return { status: "gone", versionId };
  const kept = { message: answer.message, ...(await withhold(exactly, ports)) };
  return answer.answer === "locked"
    ? { status: "locked", until: answer.until, ...kept }
    : { status: answer.answer, ...kept };
}

type KnownUpload = Upload & { readonly etag: string };

/**
 * An object called `null` can be overwritten at any time, so it is deleted by key and ETag: S3
 * takes no If-Match together with a version (501 NotImplemented, measured in
 * github.com/localstack/localstack/issues/13894).
 */
async function removeCurrent(upload: KnownUpload, ports: RemovePorts): Promise<Removal> {
  const { bucket, key, etag } = upload;
  const deleted = await ports.deleteCurrent({ bucket, key, etag });
  switch (deleted.answer) {
    case "gone":
      return { status: "gone", versionId: "null" };
    case "marked":
      // In place of the null version: what has been under it stays hidden, since the marker can't
      // be taken away without risking whatever is called null by then.
      if (deleted.markerId === "null") return { status: "gone", versionId: "null" };
      return removeUnder(deleted.markerId, upload, ports);
    case "changed":
      return removeRemnant(upload, SUPERSEDED, ports);
    case "absent":
      return removeRemnant(upload, GONE_BEFORE, ports);
  }
}

const SUPERSEDED: Removal = {
  status: "superseded",
  why: "a newer object has the same key; it was left alone",
};
const GONE_BEFORE: Removal = {
  status: "already-gone",
  why: "no version that fits the upload is left under the key",
};

/** The bucket has versioning by now: our marker hid the upload and deleted nothing. */
async function removeUnder(
  markerId: string | undefined,
  upload: Upload,
  ports: RemovePorts,
): Promise<Removal> {
  const removal = await removeRemnant(upload, GONE_BEFORE, ports);
  if (removal.status === "version-unknown") {
    return { ...removal, why: `${removal.why}; a delete marker hides the key` };
  }
  const isGone = removal.status === "gone" || removal.status === "already-gone";
  // What was there before the upload comes to light again.
  if (isGone && markerId !== undefined) {
    await ports.deleteVersion({ bucket: upload.bucket, key: upload.key, versionId: markerId });
  }
  return removal;
}

/**
 * The upload may be left under something newer when versioning was switched on after it. A null
 * version down there is safe from being overwritten, and so to be deleted by its name.
 */
async function removeRemnant(
  upload: Upload,
  otherwise: Removal,
  ports: RemovePorts,
): Promise<Removal> {
  const found = await findVersion(upload, ports);
  if ("unknown" in found) return { status: "version-unknown", why: found.unknown };
  if (!found.version) return otherwise;
  if (isExposed(found.version)) {
    return { status: "version-unknown", why: "the object changed while it was being deleted" };
  }
  return removeVersion({ ...upload, versionId: found.version.versionId }, ports);
}

async function removeFound(upload: Upload, ports: RemovePorts): Promise<Removal> {
  const found = await findVersion(upload, ports);
  if ("unknown" in found) return { status: "version-unknown", why: found.unknown };
  const { version } = found;
  if (!version) return GONE_BEFORE;
  if (!isExposed(version)) return removeVersion({ ...upload, versionId: version.versionId }, ports);
  if (version.etag !== undefined) {
    return removeCurrent({ ...upload, versionId: "null", etag: version.etag }, ports);
  }
  return { status: "version-unknown", why: "S3 tells no ETag to delete it by" };
}

/** The next upload takes its name. */
const isExposed = ({ versionId, isLatest }: ListedVersion): boolean =>
  versionId === "null" && isLatest;
