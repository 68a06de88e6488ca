import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DENYLIST_SID, denylistKey } from "../../../lambda/responder/contain/denylist";
import { blocksOf, textOf } from "../../../proof/model/resource";
import { type Examined } from "../check";
import { asSynthesized, type Expectation, named } from "../expectation";

const Bucket = ({ resolved }: Examined): string => textOf(resolved, "bucket") ?? "";

/** Of a block that there is one of. */
const block = ({ resolved }: Examined, name: string) => blocksOf(resolved, name)[0] ?? {};

/** Blocks within blocks, each of which there is one of. */
const inside = (from: Readonly<Record<string, unknown>>, name: string) =>
  ([from[name] ?? {}].flat() as Readonly<Record<string, unknown>>[])[0] ?? {};

const versioning: Expectation = {
  id: "bucket-versioning",
  type: "aws_s3_bucket_versioning",
  wanted: (examined) => ({ Status: block(examined, "versioning_configuration").status }),
  found: async (examined) => ({
    ...(await examined.clients.s3.send(
      new GetBucketVersioningCommand({ Bucket: Bucket(examined) }),
    )),
  }),
};

const objectLock: Expectation = {
  id: "bucket-object-lock",
  type: "aws_s3_bucket_object_lock_configuration",
  wanted: (examined) => {
    const { mode, days, years } = inside(block(examined, "rule"), "default_retention");
    return { Mode: mode, ...(years === undefined ? { Days: days } : { Years: years }) };
  },
  found: async (examined) => {
    const { ObjectLockConfiguration } = await examined.clients.s3.send(
      new GetObjectLockConfigurationCommand({ Bucket: Bucket(examined) }),
    );
    return { ...ObjectLockConfiguration?.Rule?.DefaultRetention };
  },
};

const publicAccess: Expectation = {
  id: "bucket-public-access",
  type: "aws_s3_bucket_public_access_block",
  wanted: ({ resolved }) => ({
    BlockPublicAcls: resolved.value("block_public_acls"),
    BlockPublicPolicy: resolved.value("block_public_policy"),
    IgnorePublicAcls: resolved.value("ignore_public_acls"),
    RestrictPublicBuckets: resolved.value("restrict_public_buckets"),
  }),
  found: async (examined) => {
    const { PublicAccessBlockConfiguration } = await examined.clients.s3.send(
      new GetPublicAccessBlockCommand({ Bucket: Bucket(examined) }),
    );
    return { ...PublicAccessBlockConfiguration };
  },
};

const encryption: Expectation = {
  id: "bucket-encryption",
  type: "aws_s3_bucket_server_side_encryption_configuration",
  wanted: (examined) => {
    const rule = block(examined, "rule");
    const byDefault = inside(rule, "apply_server_side_encryption_by_default");
    return {
      SSEAlgorithm: byDefault.sse_algorithm,
      KMSMasterKeyID: byDefault.kms_master_key_id,
      BucketKeyEnabled: rule.bucket_key_enabled ?? false,
    };
  },
  found: async (examined) => {
    const { ServerSideEncryptionConfiguration } = await examined.clients.s3.send(
      new GetBucketEncryptionCommand({ Bucket: Bucket(examined) }),
    );
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    const BucketKeyEnabled = rule?.BucketKeyEnabled ?? false;
    return { ...rule?.ApplyServerSideEncryptionByDefault, BucketKeyEnabled };
  },
};

const ownership: Expectation = {
  id: "bucket-ownership",
  type: "aws_s3_bucket_ownership_controls",
  wanted: (examined) => ({ ObjectOwnership: block(examined, "rule").object_ownership }),
  found: async (examined) => {
    const { OwnershipControls } = await examined.clients.s3.send(
      new GetBucketOwnershipControlsCommand({ Bucket: Bucket(examined) }),
    );
    return { ...OwnershipControls?.Rules?.[0] };
  },
};

const policy: Expectation = {
  id: "bucket-policy",
  type: "aws_s3_bucket_policy",
  wanted: async (examined) => {
    const blocked = await blockedIn(examined);
    const estate = blocked ? examined.estate.assuming({ blocked }) : examined.estate;
    const { type, address } = examined.resolved;
    const now = estate.resources(type).find((one) => one.address === address);
    return { policy: now?.value("policy") };
  },
  found: async (examined) => {
    const { Policy } = await examined.clients.s3.send(
      new GetBucketPolicyCommand({ Bucket: Bucket(examined) }),
    );
    return { policy: Policy };
  },
  remedies: {
    [DENYLIST_SID]:
      "the responder puts the ledger's blocks back within five minutes; if it doesn't, look at the " +
      "function, and find in the trail who changed the policy",
  },
};

/**
 * Whom the ledger says is blocked in the bucket, for Terraform's own expression to render; undefined
 * for a bucket that has no denylist.
 */
async function blockedIn(examined: Examined) {
  const key = denylistKey(Bucket(examined));
  const ledger = examined.estate
    .resources("aws_dynamodb_table_item")
    .find((item) => textOf(item, "item")?.includes(JSON.stringify(key)));
  if (!ledger) return undefined;
  const { Item } = await examined.clients.dynamodb.send(
    new GetItemCommand({
      TableName: textOf(ledger, "table_name"),
      Key: { pk: { S: key } },
      ConsistentRead: true,
    }),
  );
  return { [Bucket(examined)]: Item?.userIds?.SS ?? [] };
}

export const bucketChecks = [
  versioning,
  objectLock,
  publicAccess,
  encryption,
  ownership,
  policy,
].map((expectation) => asSynthesized({ subject: named("bucket"), ...expectation }));
