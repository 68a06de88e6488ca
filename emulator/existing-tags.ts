import { type JudgedCall } from "./checks";
import { s3Address } from "./s3-operations";
import { xmlText, xmlTexts } from "./xml";

const PREFIX = "s3:ExistingObjectTag/";

interface StoredObject {
  /** As in a URL. */
  readonly path: string;
  readonly versionId: string | null;
}

/** Condition keys for the tags that an object has; moto is asked only where a bucket policy wants to know. */
export async function existingTags(
  { request, buckets, moto }: JudgedCall,
  { path, versionId }: StoredObject,
): Promise<Readonly<Record<string, string>>> {
  const { bucket } = s3Address(path);
  const policy = buckets.policyOf(bucket);
  if (policy?.includes(PREFIX) !== true) return {};
  const version = versionId === null ? "" : `&versionId=${encodeURIComponent(versionId)}`;
  const { authorization } = request.headers;
  const { status, body } = await moto.send(
    {
      method: "GET",
      target: `${path}?tagging${version}`,
      headers: authorization === undefined ? {} : { authorization },
      body: Buffer.alloc(0),
    },
    // moto shares objects among accounts, but not their tags.
    buckets.ownerOf(bucket),
  );
  if (status >= 300) return {};
  const tags = xmlTexts(body.toString(), "Tag").map(
    (tag) => [`${PREFIX}${xmlText(tag, "Key")}`, xmlText(tag, "Value") ?? ""] as const,
  );
  return Object.fromEntries(tags);
}
