import { type Removal } from "./outcome";
import { type Upload } from "./upload";

export interface Version {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Delete only what still has this ETag. */
  readonly ifMatch?: string;
}

/** S3's answer to a deletion; any other trouble is thrown. */
export type DeletionAnswer =
  | { readonly answer: "gone" }
  | { readonly answer: "superseded" }
  | { readonly answer: "locked" | "mfa-protected"; readonly message: string };

export interface RemovePorts {
  /** Deletes exactly this version, bypassing governance retention. */
  readonly deleteVersion: (version: Version) => Promise<DeletionAnswer>;
}

/** Deletes the version that was created: never by key alone, never a newer object. */
export async function remove(upload: Upload, ports: RemovePorts): Promise<Removal> {
  const version = exactVersion(upload);
  if ("unknown" in version) return { status: "version-unknown", why: version.unknown };

  const outcome = await ports.deleteVersion(version);
  switch (outcome.answer) {
    case "gone":
      return { status: "gone", versionId: version.versionId };
    case "superseded":
      return { status: "superseded", why: "a newer object has the same key; it was left alone" };
    default:
      return { status: outcome.answer, message: outcome.message };
  }
}

function exactVersion({ bucket, key, versionId, etag }: Upload): Version | { unknown: string } {
  if (!versionId) return { unknown: "the event doesn't say which version was created" };
  if (versionId !== "null") return { bucket, key, versionId };
  // Under suspended versioning every upload is called "null": only the ETag tells it from a newer one.
  if (!etag) return { unknown: 'version "null" may be a newer object by now' };
  return { bucket, key, versionId, ifMatch: etag };
}
