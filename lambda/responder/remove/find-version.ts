import { type ListedVersion, type RemovePorts } from "./object-ports";
import { type Upload } from "../events/upload";

/**
 * How far S3's date of a version may be from the event's time. Both are cut to whole seconds, the
 * event's is taken when the call ended and the version's when it began. Wider would take in
 * somebody else's version, narrower would lose an upload of a large body.
 */
const WINDOW_MS = 5_000;

/** S3 lists 1,000 versions a page; a key with more than these is not searched to its end. */
const MAX_PAGES = 10;

export type FoundVersion = { readonly version: ListedVersion | undefined } | Unknown;

interface Unknown {
  readonly unknown: string;
}

/** Looks up the version that `upload` created: the only one that fits, or none. */
export async function findVersion(upload: Upload, ports: RemovePorts): Promise<FoundVersion> {
  const time = Date.parse(upload.time);
  if (Number.isNaN(time)) return { unknown: "the event doesn't say when it was created" };
  // S3 dates a multipart upload back to its beginning, so that only the ETag can tell it.
  if (isMultipart(upload) && upload.etag === undefined) {
    return { unknown: "a multipart upload can't be found by its time, and the event has no ETag" };
  }
  const versions = await listAll(upload, ports);
  if ("unknown" in versions) return versions;
  return theOnly(versions, upload);
}

const isMultipart = ({ how }: Upload): boolean => how === "CompleteMultipartUpload";

async function listAll(
  { bucket, key }: Upload,
  { listVersions }: RemovePorts,
): Promise<ListedVersion[] | Unknown> {
  let page = await listVersions({ bucket, key });
  const versions = [...page.versions];
  for (let pages = 1; page.next; pages++) {
    if (pages === MAX_PAGES)
      return { unknown: `the key has more than ${MAX_PAGES} pages of versions` };
    page = await listVersions({ bucket, key }, page.next);
    versions.push(...page.versions);
  }
  return versions;
}

function theOnly(versions: readonly ListedVersion[], upload: Upload): FoundVersion {
  const alike = versions.filter((version) => isAlike(version, upload));
  const [version, another] = alike.filter((one) => isInTime(one, upload));
  if (another) return { unknown: `several versions were created ${NEAR}` };
  if (!version && upload.etag !== undefined && alike.some((one) => !isLater(one, upload))) {
    return { unknown: `the versions with this ETag weren't created ${NEAR}` };
  }
  return { version };
}

const NEAR = `within ${WINDOW_MS / 1_000} seconds of the upload`;

/** Without versioning, and while it was suspended, every upload was called `null`. */
function isAlike({ versionId, isMarker, etag }: ListedVersion, upload: Upload): boolean {
  if (isMarker) return false;
  const wasNull = upload.versionId === "null" || upload.trigger === "notification";
  if (wasNull && versionId !== "null") return false;
  return upload.etag === undefined || etag === bareEtag(upload.etag);
}

function isInTime(version: ListedVersion, upload: Upload): boolean {
  if (isLater(version, upload)) return false;
  return isMultipart(upload) || +version.lastModified >= Date.parse(upload.time) - WINDOW_MS;
}

const isLater = ({ lastModified }: ListedVersion, { time }: Upload): boolean =>
  +lastModified > Date.parse(time) + WINDOW_MS;

/** Listings quote ETags and notifications don't. */
export const bareEtag = (etag: string): string => etag.replaceAll('"', "");
