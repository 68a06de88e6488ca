/** On a version that couldn't be deleted: the bucket policy serves none that carries this tag. */
export const REFUSED_TAG = { key: "bucket-warden", value: "refused" } as const;
