import type { Asker } from "../../decide/asker";
import { mayDo } from "../../hops";
import type { Estate } from "../../model/estate";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import type { ProviderPlace } from "../../model/stack";
import { broken, type Hop, holds } from "../../path";
import { theOne, valueAt } from "../expected";
import { arnOf } from "./keys";

/** An object that a service puts into a bucket, and the headers that it sends. */
export interface Put {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const archive = (
  estate: Estate,
  bucket: string,
  place: ProviderPlace,
): Generator<Hop, Resource> =>
  theOne(estate, { what: `the bucket ${bucket}`, type: "aws_s3_bucket", place, by: { bucket } });

export async function* putInto(
  estate: Estate,
  who: Asker,
  bucket: Resource,
  { key, headers }: Put,
): AsyncGenerator<Hop> {
  const resource = `${arnOf(bucket)}/${key}`;
  yield mayDo(estate, { who, action: "s3:PutObject", resource, context: headers });
}

/** Settings of a bucket: a resource of its own that names it. */
export const settingOfBucket = (estate: Estate, type: string, bucket: Resource) =>
  estate.resources(type).filter((one) => textOf(one, "bucket") === textOf(bucket, "bucket"));

/** Some deliveries bring no lock of their own, and S3 refuses them where a default asks for one. */
export function withoutDefaultLock(estate: Estate, bucket: Resource, why: string): Hop {
  const what = `${String(bucket.value("bucket"))} has no default retention: ${why}`;
  const lock = settingOfBucket(estate, "aws_s3_bucket_object_lock_configuration", bucket).find(
    (one) => valueAt(one, "rule.default_retention") !== undefined,
  );
  if (!lock) return holds(what, whereOf(bucket), bucket);
  return broken(what, `${whereOf(lock)} sets one`, { at: lock });
}

export interface DefaultEncryption {
  readonly at?: Resource;
  /** `AES256`, `aws:kms` */
  readonly algorithm: string;
  readonly keyArn?: string;
  readonly hasBucketKey: boolean;
}

/** How new objects are encrypted that don't say; S3's own keys where no stack says (S3 guide). */
export function defaultEncryption(estate: Estate, bucket: Resource): DefaultEncryption {
  const [found] = settingOfBucket(
    estate,
    "aws_s3_bucket_server_side_encryption_configuration",
    bucket,
  );
  if (!found) return { algorithm: "AES256", hasBucketKey: false };
  const [rule = {}] = blocksOf(found, "rule");
  const applied = valueAt(found, "rule.apply_server_side_encryption_by_default") ?? {};
  const [by = {}] = [applied].flat() as Readonly<Record<string, unknown>>[];
  return {
    at: found,
    algorithm: String(by.sse_algorithm),
    ...(typeof by.kms_master_key_id === "string" && { keyArn: by.kms_master_key_id }),
    hasBucketKey: rule.bucket_key_enabled === true,
  };
}
