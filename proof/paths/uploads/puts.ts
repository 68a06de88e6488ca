import type { WorkloadNames } from "../../../config/names";
import type { Asker } from "../../decide/asker";
import { mayDo, mayNotDo, useKey } from "../../hops";
import type { Estate } from "../../model/estate";
import type { Hop } from "../../path";
import { settingsOf, theOne } from "../expected";
import { archive } from "../deliveries/archive";
import { arnOf, keyBehind } from "../deliveries/keys";

/** Whoever uploads, and what IAM says of it besides. */
export interface Uploader {
  readonly who: Asker;
  readonly context?: Readonly<Record<string, string>>;
}

interface Headers {
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
}

const ENCRYPTION = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";

const accepted = (keyArn: string): readonly Headers[] => [
  { what: "without headers", headers: {} },
  { what: "asking for aws:kms", headers: { [ENCRYPTION]: "aws:kms" } },
  { what: "naming the bucket's key", headers: { [ENCRYPTION]: "aws:kms", [KEY_ID]: keyArn } },
  {
    what: "giving the bucket's owner full control",
    headers: { "s3:x-amz-acl": "bucket-owner-full-control" },
  },
];

/** An upload under foreign terms: of encryption, of access, or of how long the object stays. */
const refused = (keyArn: string): readonly Headers[] => [
  {
    what: "under another key",
    headers: { [ENCRYPTION]: "aws:kms", [KEY_ID]: keyArn.replace(/.{12}$/, "000000000000") },
  },
  { what: "under S3's own keys", headers: { [ENCRYPTION]: "AES256" } },
  { what: "in two layers", headers: { [ENCRYPTION]: "aws:kms:dsse", [KEY_ID]: keyArn } },
  { what: "for everybody to read", headers: { "s3:x-amz-acl": "public-read" } },
  { what: "with a lock in GOVERNANCE mode", headers: { "s3:object-lock-mode": "GOVERNANCE" } },
  { what: "with a lock in COMPLIANCE mode", headers: { "s3:object-lock-mode": "COMPLIANCE" } },
  {
    what: "with a lock until a day of its own",
    headers: { "s3:object-lock-retain-until-date": "2126-11-22T00:00:00Z" },
  },
  { what: "with a legal hold", headers: { "s3:object-lock-legal-hold": "ON" } },
  { what: "without TLS", headers: { "aws:SecureTransport": "false" } },
];

const anObject = ({ bucketArn }: WorkloadNames): string => `${bucketArn}/any/object.csv`;

interface Guarded {
  readonly keyArn: string;
  /** Of an object's encryption: with a bucket key the bucket's ARN, else the object's (S3 guide, bucket-key). */
  readonly encrypted: string;
}

/** The bucket is there, and encrypts what is put into it under its own key. */
function* guardedBucket(estate: Estate, names: WorkloadNames): Generator<Hop, Guarded> {
  const { bucket, bucketArn, keyAlias, place } = names;
  yield* archive(estate, bucket, place);
  const keyArn = arnOf(yield* keyBehind(estate, { alias: keyAlias, place }));
  const encryption = yield* theOne(estate, {
    what: `default encryption of ${bucket}`,
    type: "aws_s3_bucket_server_side_encryption_configuration",
    place,
    by: { bucket },
  });
  const byDefault = "rule.apply_server_side_encryption_by_default";
  yield* settingsOf(encryption, [
    { argument: `${byDefault}.sse_algorithm`, is: "aws:kms" },
    { argument: `${byDefault}.kms_master_key_id`, is: keyArn },
    { argument: "rule.bucket_key_enabled", is: true },
  ]);
  return { keyArn, encrypted: bucketArn };
}

/** Every way to put an object that is meant to work; `s3:PutObject` is all that parts of one ask for (S3 guide, mpuoverview). */
export async function* puts(
  estate: Estate,
  names: WorkloadNames,
  { who, context = {} }: Uploader,
): AsyncGenerator<Hop> {
  const { keyArn, encrypted } = yield* guardedBucket(estate, names);
  for (const { what, headers } of accepted(keyArn)) {
    const asked = { who, action: "s3:PutObject", context: { ...context, ...headers } };
    yield mayDo(estate, { ...asked, resource: anObject(names) }, `an object is put ${what}`);
  }
  // Decrypt besides: a multipart upload reads its own parts (S3 guide, mpuAndPermissions).
  yield* useKey(estate, {
    who,
    keyArn,
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    context: {
      ...context,
      "kms:ViaService": `s3.${names.place.region}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": encrypted,
    },
  });
}

/** Whoever may put an object may not do it under terms of their own. */
export async function* putsOnItsTerms(
  estate: Estate,
  names: WorkloadNames,
  { who, context = {} }: Uploader,
): AsyncGenerator<Hop> {
  const { keyArn } = yield* guardedBucket(estate, names);
  const put = { who, action: "s3:PutObject", resource: anObject(names) };
  yield mayDo(estate, { ...put, context }, "an object is put under the bucket's terms");
  for (const { what, headers } of refused(keyArn)) {
    const asked = { ...put, context: { ...context, ...headers } };
    yield mayNotDo(estate, asked, `no object is put ${what}`);
  }
}
