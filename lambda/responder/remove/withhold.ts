import { type RemovePorts, type Version } from "./object-ports";
import { describeError, FAILED_MEASURE } from "../outcome";
import { REFUSED_TAG } from "./refused-tag";

interface Withheld {
  readonly marker: string;
  readonly tag: string;
}

/** Keeps readers away from a version that can't be deleted: neither measure stops the other. */
export async function withhold(version: Version, ports: RemovePorts): Promise<Withheld> {
  const [marker, tag] = await Promise.all([
    told(() => hide(version, ports)),
    told(() => tagged(version, ports)),
  ]);
  return { marker, tag };
}

async function told(measure: () => Promise<string>): Promise<string> {
  try {
    return await measure();
  } catch (error) {
    return `${FAILED_MEASURE}${describeError(error)}`;
  }
}

const HIDDEN_BEFORE = "hidden already by a delete marker";
const OVERWRITTEN = "not needed: a newer object has the key";

/** A marker hides whatever is newest, so it is set only while that is this version. */
async function hide({ bucket, key, versionId }: Version, ports: RemovePorts): Promise<string> {
  const { versions } = await ports.listVersions({ bucket, key });
  const newest = versions.find(({ isLatest }) => isLatest);
  if (newest?.isMarker) return HIDDEN_BEFORE;
  if (newest?.versionId !== versionId) return OVERWRITTEN;
  if (newest.etag === undefined) return "not set: S3 tells no ETag to set it by";

  // Between the listing and now a newer object may have come: the ETag sees to that.
  const { answer } = await ports.deleteCurrent({ bucket, key, etag: newest.etag });
  const texts = {
    marked: "hidden by a delete marker",
    changed: OVERWRITTEN,
    absent: HIDDEN_BEFORE,
    gone: "not set: the bucket has no versioning",
  } as const;
  return texts[answer];
}

async function tagged(version: Version, { tagRefused }: RemovePorts): Promise<string> {
  await tagRefused(version);
  return `tagged ${REFUSED_TAG.key}=${REFUSED_TAG.value}`;
}
