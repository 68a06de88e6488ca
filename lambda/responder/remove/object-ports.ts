/** What removing an object asks of S3. */
export interface RemovePorts {
  /** Deletes exactly this version, bypassing governance retention. */
  readonly deleteVersion: (version: Version) => Promise<DeletionAnswer>;
  /** Deletes by key, only while the newest object under it has this ETag. */
  readonly deleteCurrent: (current: CurrentObject) => Promise<CurrentAnswer>;
  /** One page of the versions and delete markers of exactly this key. */
  readonly listVersions: (object: StoredObject, after?: VersionCursor) => Promise<VersionPage>;
  /** Gives the version the tag that the bucket policy refuses to serve, and no other. */
  readonly tagRefused: (version: Version) => Promise<void>;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
}

export interface Version extends StoredObject {
  readonly versionId: string;
}

export interface CurrentObject extends StoredObject {
  readonly etag: string;
}

/** S3's answer to the deletion of a version; any other trouble is thrown. */
export type DeletionAnswer = { readonly answer: "gone" } | Refused;

export type Refused =
  | { readonly answer: "locked"; readonly until: string; readonly message: string }
  | { readonly answer: "held" | "mfa-protected"; readonly message: string };

/** S3's answer to a conditional deletion by key. */
export type CurrentAnswer =
  /** The bucket never had versioning: the object is no more. */
  | { readonly answer: "gone" }
  /** A delete marker was added; one called `null` took the place of the version called so. */
  | { readonly answer: "marked"; readonly markerId?: string }
  /** Another object has the key. */
  | { readonly answer: "changed" }
  /** The key has no object, or a delete marker hides what there is. */
  | { readonly answer: "absent" };

export interface ListedVersion {
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
  readonly lastModified: Date;
  /** Markers have none. */
  readonly etag?: string;
}

export interface VersionPage {
  readonly versions: readonly ListedVersion[];
  /** Where the next page begins; absent when this was the key's last. */
  readonly next?: VersionCursor;
}

export interface VersionCursor {
  readonly keyMarker: string;
  readonly versionIdMarker: string;
}
