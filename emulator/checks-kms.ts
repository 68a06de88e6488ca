import { type Caller } from "./callers";
import { type Check, type JudgedCall } from "./checks";
import { type MotoClient } from "./moto-client";
import { topicAttributes } from "./policies-in-force";
import { type AwsRequest, header } from "./request";
import { s3Address } from "./s3-operations";
import { xmlText } from "./xml";

type Use = "encrypt" | "decrypt" | "both";

const actions: Readonly<Record<Use, readonly string[]>> = {
  encrypt: ["kms:GenerateDataKey"],
  decrypt: ["kms:Decrypt"],
  both: ["kms:GenerateDataKey", "kms:Decrypt"],
};

interface KeyUse {
  readonly use: Use;
  /** Key id, key ARN, alias name or alias ARN. */
  readonly key: string;
  /** The service that uses the key on the caller's behalf, as `kms:ViaService` says it. */
  readonly via: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** Who uses a key, and where: a call, or a service that delivers on its own. */
export interface KeyAsker {
  readonly moto: MotoClient;
  readonly caller: Pick<Caller, "accountId">;
  readonly request: Pick<AwsRequest, "region">;
}

/** Keys that AWS manages let every caller of their own account in, through their service. */
export const isAwsManaged = (key: string): boolean => /(^|:)alias\/aws\//.test(key);

async function keyChecks(call: KeyAsker, keyUse: KeyUse): Promise<readonly Check[]> {
  const { use, key, via, encryptionContext } = keyUse;
  if (isAwsManaged(key)) return [];
  const resource = await keyArn(call.moto, key, call);
  const entries = Object.entries(encryptionContext).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  const context = {
    ...(Object.fromEntries(entries) as Record<string, string>),
    "kms:ViaService": via,
    "kms:CallerAccount": call.caller.accountId,
  };
  return actions[use].map((action) => ({
    action,
    resource,
    resourceAccount: resource.split(":")[4] ?? "",
    context,
  }));
}

export async function keyArn(
  moto: MotoClient,
  key: string,
  { caller, request }: KeyAsker,
): Promise<string> {
  const [, , , region = request.region, accountId = caller.accountId] = key.startsWith("arn:")
    ? key.split(":")
    : [];
  const described = await moto.json(
    { service: "kms", accountId, region },
    "TrentService.DescribeKey",
    { KeyId: key },
  );
  return String((described.KeyMetadata as Record<string, unknown>).Arn);
}

/** A publisher encrypts with the topic's key, and SNS asks to decrypt as well. */
export async function topicKeyChecks(call: KeyAsker, topicArn: string): Promise<readonly Check[]> {
  const key = (await topicAttributes(call.moto, topicArn)).get("KmsMasterKeyId") ?? "";
  const region = topicArn.split(":")[3] ?? "";
  const encryptionContext = { "aws:sns:topicArn": topicArn };
  return key === ""
    ? []
    : keyChecks(call, { use: "both", key, via: `sns.${region}.amazonaws.com`, encryptionContext });
}

/** The key of the object read, or the one that a new object will get. */
export async function objectKeyChecks(call: JudgedCall, use: Use): Promise<readonly Check[]> {
  const { bucket, key: objectKey } = s3Address(call.request.path);
  const xml = (await call.moto.s3("GET", `/${bucket}?encryption`)).body.toString();
  const key = use === "decrypt" ? await keyOfObject(call) : keyOfNewObject(call, xml);
  if (key === undefined) return [];
  // A bucket key stands for the whole bucket.
  const wholeBucket = xmlText(xml, "BucketKeyEnabled") === "true";
  const encryptionContext = {
    "aws:s3:arn": `arn:aws:s3:::${wholeBucket ? bucket : `${bucket}/${objectKey}`}`,
  };
  return keyChecks(call, {
    use,
    key,
    via: `s3.${call.request.region}.amazonaws.com`,
    encryptionContext,
  });
}

function keyOfNewObject({ request }: JudgedCall, bucketEncryption: string): string | undefined {
  const asked = header(request.headers, "x-amz-server-side-encryption");
  const named = header(request.headers, "x-amz-server-side-encryption-aws-kms-key-id");
  if (asked !== undefined) return asked === "AES256" ? undefined : (named ?? "alias/aws/s3");
  return xmlText(bucketEncryption, "KMSMasterKeyID");
}

async function keyOfObject({ request, moto }: JudgedCall): Promise<string | undefined> {
  const version = request.query.get("versionId");
  const query = version === null ? "" : `?versionId=${encodeURIComponent(version)}`;
  const { headers } = await moto.s3("HEAD", `${request.target.split("?")[0] ?? ""}${query}`);
  const key = headers["x-amz-server-side-encryption-aws-kms-key-id"];
  return typeof key === "string" ? key : undefined;
}
