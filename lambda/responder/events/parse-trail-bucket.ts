import { type Fields, fieldsAt, isFields, textOf } from "./reading";

/** An access point in place of a bucket's name: its ARN, or its alias, which no bucket may bear. */
const ACCESS_POINT = /^arn:[\w-]+:s3:[\w-]*:\d*:accesspoint[/:]|-s3alias$/;

/** S3's ARNs of buckets and objects alone have neither region nor account. */
const IN_BUCKET = /^arn:[\w-]+:s3:::([^/]+)/;

/**
 * The bucket a call wrote to. Its plain name always wins, and `resources` isn't looked at: a copy
 * lists its source there too. A call by way of an access point is known to list the bucket, the
 * object and the access point there (S3 user guide, "Monitoring and logging access points"); what
 * it says as `bucketName` AWS doesn't document.
 */
export function bucketOf(
  call: Fields,
): { readonly bucket: string } | { readonly unreadable: string } {
  const name = textOf(call, "eventName") ?? "";
  const bucket = textOf(fieldsAt(call, "requestParameters"), "bucketName");
  if (!bucket) return { unreadable: `a call of ${name} without a bucket` };
  if (!ACCESS_POINT.test(bucket)) return { bucket };
  const [only, ...others] = bucketsIn(call.resources);
  if (only !== undefined && others.length === 0) return { bucket: only };
  const found = only === undefined ? "no bucket" : `${others.length + 1} buckets`;
  return {
    unreadable: `a call of ${name} by way of an access point lists ${found} as its resources`,
  };
}

function bucketsIn(resources: unknown): string[] {
  if (!Array.isArray(resources)) return [];
  const names = resources.flatMap((resource: unknown) => {
    const arn = isFields(resource) ? textOf(resource, "ARN") : undefined;
    return IN_BUCKET.exec(arn ?? "")?.[1] ?? [];
  });
  return [...new Set(names)];
}
