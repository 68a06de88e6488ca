import { BUCKET_ACTIONS } from "./bucket-actions";
import { type Check, type ChecksOf, type JudgedCall } from "./checks";
import { objectKeyChecks } from "./checks-kms";
import { existingTags } from "./existing-tags";
import { header } from "./request";
import { s3Address } from "./s3-operations";
import { xmlText } from "./xml";

/** One action of a call: on the bucket or an object of it, always or when a header asks for more. */
interface Rule {
  readonly action: string;
  readonly on: "bucket" | "object";
  /** The action's name when the call names a version. */
  readonly ofVersion?: string;
  readonly whenHeader?: string;
  readonly whenHeaderIs?: RegExp;
  /** What the call does with the object's key of KMS, by bucket encryption. */
  readonly key?: "encrypt" | "decrypt" | "both";
  /** Whether statements may look at the tags that the object has (S3 guide, tagging-and-policies). */
  readonly seesTags?: true;
}

const bucket = (action: string): Rule => ({ action, on: "bucket" });
const object = (action: string, ofVersion?: string): Rule => ({
  action,
  on: "object",
  ...(ofVersion === undefined ? {} : { ofVersion }),
});

const tagged = (action: string, ofVersion: string): Rule => ({
  ...object(action, ofVersion),
  seesTags: true,
});

const bypass: Rule = {
  ...object("BypassGovernanceRetention"),
  whenHeader: "x-amz-bypass-governance-retention",
  whenHeaderIs: /^true$/i,
};
const write: readonly Rule[] = [
  { ...object("PutObject"), key: "encrypt" },
  { ...object("PutObjectAcl"), whenHeader: "x-amz-acl" },
  { ...object("PutObjectTagging"), whenHeader: "x-amz-tagging" },
  { ...object("PutObjectRetention"), whenHeader: "x-amz-object-lock-mode" },
  { ...object("PutObjectLegalHold"), whenHeader: "x-amz-object-lock-legal-hold" },
];
const writePart: readonly Rule[] = [{ ...object("PutObject"), key: "both" }];
const read: readonly Rule[] = [{ ...tagged("GetObject", "GetObjectVersion"), key: "decrypt" }];
const withLock = { whenHeader: "x-amz-bucket-object-lock-enabled", whenHeaderIs: /^true$/i };
/** Whoever may compare the ETag might as well read it (S3 guide, conditional-delete-enforce). */
const compare: Rule = { ...tagged("GetObject", "GetObjectVersion"), whenHeader: "if-match" };

const rules: Readonly<Record<string, readonly Rule[]>> = {
  CreateBucket: [
    bucket("CreateBucket"),
    { ...bucket("PutBucketAcl"), whenHeader: "x-amz-acl", whenHeaderIs: /^(?!private$)/ },
    { ...bucket("PutBucketObjectLockConfiguration"), ...withLock },
    { ...bucket("PutBucketVersioning"), ...withLock },
    { ...bucket("PutBucketOwnershipControls"), whenHeader: "x-amz-object-ownership" },
  ],
  ...Object.fromEntries(
    Object.entries(BUCKET_ACTIONS).map(([operation, action]) => [operation, [bucket(action)]]),
  ),
  PutObject: write,
  CopyObject: write,
  CreateMultipartUpload: write,
  UploadPart: writePart,
  UploadPartCopy: writePart,
  CompleteMultipartUpload: writePart,
  AbortMultipartUpload: [object("AbortMultipartUpload")],
  ListParts: [object("ListMultipartUploadParts")],
  GetObject: read,
  HeadObject: read,
  DeleteObject: [object("DeleteObject", "DeleteObjectVersion"), bypass, compare],
  PutObjectTagging: [tagged("PutObjectTagging", "PutObjectVersionTagging")],
  GetObjectTagging: [tagged("GetObjectTagging", "GetObjectVersionTagging")],
  DeleteObjectTagging: [tagged("DeleteObjectTagging", "DeleteObjectVersionTagging")],
  PutObjectRetention: [object("PutObjectRetention"), bypass],
  GetObjectRetention: [object("GetObjectRetention")],
  PutObjectLegalHold: [object("PutObjectLegalHold")],
  GetObjectLegalHold: [object("GetObjectLegalHold")],
  PutObjectAcl: [object("PutObjectAcl", "PutObjectVersionAcl")],
  GetObjectAcl: [object("GetObjectAcl", "GetObjectVersionAcl")],
};

/** Condition keys that S3 takes from a call's headers and query. */
const headerKeys: Readonly<Record<string, string>> = {
  "x-amz-server-side-encryption": "s3:x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id": "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-object-lock-mode": "s3:object-lock-mode",
  "x-amz-object-lock-retain-until-date": "s3:object-lock-retain-until-date",
  "x-amz-object-lock-legal-hold": "s3:object-lock-legal-hold",
  "x-amz-storage-class": "s3:x-amz-storage-class",
  "x-amz-acl": "s3:x-amz-acl",
  "x-amz-copy-source": "s3:x-amz-copy-source",
  "x-amz-content-sha256": "s3:x-amz-content-sha256",
};
const queryKeys: Readonly<Record<string, string>> = {
  versionId: "s3:VersionId",
  prefix: "s3:prefix",
  delimiter: "s3:delimiter",
  "max-keys": "s3:max-keys",
};

function contextOf({ request }: JudgedCall): Record<string, string> {
  const fromHeaders = Object.entries(headerKeys).map(
    ([name, key]) => [key, header(request.headers, name)] as const,
  );
  const fromQuery = Object.entries(queryKeys).map(
    ([name, key]) => [key, request.query.get(name)] as const,
  );
  const present = [...fromHeaders, ...fromQuery].flatMap(([key, value]) =>
    value == null ? [] : [[key, value]],
  );
  return Object.fromEntries(present) as Record<string, string>;
}

const applies = ({ whenHeader, whenHeaderIs }: Rule, { request }: JudgedCall): boolean => {
  const value = whenHeader === undefined ? "" : header(request.headers, whenHeader);
  return value !== undefined && (whenHeaderIs?.test(value) ?? true);
};

function checkOf(rule: Rule, call: JudgedCall): Check {
  const { bucket: name, key } = s3Address(call.request.path);
  const versioned = call.request.query.has("versionId") ? rule.ofVersion : undefined;
  return {
    action: `s3:${versioned ?? rule.action}`,
    resource: rule.on === "bucket" ? `arn:aws:s3:::${name}` : `arn:aws:s3:::${name}/${key}`,
    resourceAccount: call.buckets.ownerOf(name) ?? call.caller.accountId,
    context: contextOf(call),
  };
}

const checksFor =
  (operationRules: readonly Rule[]): ChecksOf =>
  async (call) => {
    const applicable = operationRules.filter((rule) => applies(rule, call));
    const uses = applicable.flatMap(({ key }) => key ?? []);
    const keys = await Promise.all(uses.map((use) => objectKeyChecks(call, use)));
    const checks = applicable.map((rule) => withTags(rule, call));
    return [...(await Promise.all(checks)), ...keys.flat()];
  };

async function withTags(rule: Rule, call: JudgedCall): Promise<Check> {
  const check = checkOf(rule, call);
  if (!rule.seesTags) return check;
  const { target, query } = call.request;
  const object = { path: target.split("?")[0] ?? "", versionId: query.get("versionId") };
  return { ...check, context: { ...check.context, ...(await existingTags(call, object)) } };
}

/** A copy reads its source too. */
async function sourceChecks(call: JudgedCall): Promise<readonly Check[]> {
  const source = decodeURIComponent(
    header(call.request.headers, "x-amz-copy-source") ?? "",
  ).replace(/^\//, "");
  const [path = "", versionId] = source.split("?versionId=");
  const name = path.split("/")[0] ?? "";
  const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  const resourceAccount = call.buckets.ownerOf(name) ?? call.caller.accountId;
  const context = await existingTags(call, {
    path: `/${path.split("/").map(encodeURIComponent).join("/")}`,
    versionId: versionId ?? null,
  });
  return [{ action, resource: `arn:aws:s3:::${path}`, resourceAccount, context }];
}

/** Each object of a batch by itself; one that is refused refuses the batch. */
const batchChecks: ChecksOf = (call) => {
  const body = call.request.body.toString();
  const { bucket: name } = s3Address(call.request.path);
  const listed = [...body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, item]) => item ?? "");
  return listed.flatMap((item) => {
    const one = checkOf(object("DeleteObject"), call);
    const action =
      xmlText(item, "VersionId") === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
    const check = {
      ...one,
      action,
      resource: `arn:aws:s3:::${name}/${xmlText(item, "Key") ?? ""}`,
    };
    return applies(bypass, call) ? [check, { ...check, action: `s3:${bypass.action}` }] : [check];
  });
};

const plain = Object.entries(rules).map(
  ([operation, rows]) => [`s3:${operation}`, checksFor(rows)] as const,
);

const copying =
  (rows: readonly Rule[]): ChecksOf =>
  async (call) => [...(await checksFor(rows)(call)), ...(await sourceChecks(call))];

export const s3Checks: Readonly<Record<string, ChecksOf>> = {
  ...Object.fromEntries(plain),
  "s3:CopyObject": copying(write),
  "s3:UploadPartCopy": copying(writePart),
  "s3:DeleteObjects": batchChecks,
};
