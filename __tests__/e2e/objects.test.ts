import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { type Emulator, startEmulator } from "../../emulator";
import { abort } from "../../lambda/responder/remove/abort";
import { objectPorts } from "../../lambda/responder/aws/aws-objects";
import { uploadPorts } from "../../lambda/responder/aws/aws-uploads";
import { type Removal } from "../../lambda/responder/outcome";
import { remove } from "../../lambda/responder/remove/remove";
import { type Upload } from "../../lambda/responder/events/upload";
import { productionBucketPolicy } from "../../policies/buckets";
import { policyJson, type Statement } from "../../policies/document";
import { settings, upload as anUpload } from "../lambda/responder/fixtures";

/** The responder's calls as they go out, against S3 in every state that an upload can be in. */
const account = settings.accountId;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const until = "2999-01-01T00:00:00.000Z";
/** More than the seconds around an upload in which its version is looked for. */
const LONG = 60_000;

let emulator: Emulator;
let owner: S3Client;
let intruder: S3Client;
let responder: S3Client;
let iam: IAMClient;

beforeAll(async () => {
  emulator = await startEmulator({ motoCommand: ["moto_server"] });
  iam = new IAMClient(await clientConfig("BucketWardenDeployment"));
  owner = await s3As("BucketWardenDeployment");
  await makeRole("intruder", ["s3:*"]);
  await makeRole("break-glass", ["s3:*"]);
  await makeRole("responder", [
    "s3:AbortMultipartUpload",
    "s3:BypassGovernanceRetention",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetObject",
    "s3:GetObjectLegalHold",
    "s3:GetObjectRetention",
    "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
    "s3:PutObjectVersionTagging",
  ]);
  intruder = await s3As("intruder");
  responder = await s3As("responder");
}, 90_000);

afterAll(() => emulator.stop());

async function clientConfig(role: string) {
  const credentials = await emulator.assume(roleArn(role), "session");
  return { endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 };
}

const s3As = async (role: string) =>
  new S3Client({ ...(await clientConfig(role)), forcePathStyle: true });

async function makeRole(name: string, Action: readonly string[]): Promise<void> {
  const statement = { Effect: "Allow", Action, Resource: "*" };
  const RoleName = name;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }));
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  emulator.enforce(roleArn(name));
}

type State = "unversioned" | "versioned" | "suspended" | "locking" | "mfa-delete";

let buckets = 0;

async function makeBucket(state: State): Promise<string> {
  const Bucket = `prod-${buckets++}`;
  const ObjectLockEnabledForBucket = state === "locking";
  await owner.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket }));
  const put = (VersioningConfiguration: object) =>
    owner.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  if (state === "versioned") await put({ Status: "Enabled" });
  if (state === "mfa-delete") await put({ Status: "Enabled", MFADelete: "Enabled" });
  if (state === "suspended") await put({ Status: "Suspended" });
  return Bucket;
}

interface Put {
  readonly versionId: string | undefined;
  readonly etag: string;
}

const KEY = "reports/2026 a+b%é.csv";

async function put(
  s3: S3Client,
  Bucket: string,
  more: Partial<PutObjectCommandInput> = {},
): Promise<Put> {
  const object = new PutObjectCommand({ Bucket, Key: KEY, Body: "intruder's", ...more });
  const { VersionId, ETag = "" } = await s3.send(object);
  return { versionId: VersionId, etag: ETag.replaceAll('"', "") };
}

const theirs = (s3: S3Client, bucket: string) => put(s3, bucket, { Body: "somebody's" });

const without = (upload: Upload, ...names: readonly (keyof Upload)[]): Upload =>
  Object.fromEntries(
    Object.entries(upload).filter(([name]) => !names.includes(name as keyof Upload)),
  ) as unknown as Upload;

/** What the notification says of it. */
function event(bucket: string, { versionId, etag }: Put): Upload {
  const time = new Date().toISOString();
  const upload: Upload = { ...anUpload, bucket, key: KEY, etag, time, trigger: "notification" };
  return versionId === undefined ? without(upload, "versionId") : { ...upload, versionId };
}

const removing = (upload: Upload) => remove(upload, objectPorts(responder, settings));

/** The trail's event with neither version nor ETag. */
const silent = (upload: Upload): Upload =>
  without({ ...upload, trigger: "trail" }, "versionId", "etag");

async function bodiesLeft(Bucket: string): Promise<string[]> {
  const { Versions = [] } = await owner.send(new ListObjectVersionsCommand({ Bucket }));
  const bodies = Versions.map(async ({ VersionId }) => {
    const get = new GetObjectCommand({ Bucket, Key: KEY, VersionId });
    return (await owner.send(get)).Body?.transformToString() ?? "";
  });
  return Promise.all(bodies);
}

const kept = {
  marker: "hidden by a delete marker",
  tag: "tagged bucket-warden=refused",
};

interface Row {
  readonly title: string;
  readonly state: State;
  /** Makes the upload and what came after it; the event of it. */
  readonly scene: (bucket: string) => Promise<Upload>;
  readonly removal: Partial<Removal>;
  readonly left: readonly string[];
}

const LOCKED = { ObjectLockRetainUntilDate: new Date(until) } as const;

const rows: readonly Row[] = [
  {
    title: "unversioned: by key, while it is still the upload",
    state: "unversioned",
    scene: async (bucket) => event(bucket, await put(intruder, bucket)),
    removal: { status: "gone", versionId: "null" },
    left: [],
  },
  {
    title: "unversioned and overwritten since: the newer object stays",
    state: "unversioned",
    scene: async (bucket) => {
      const upload = event(bucket, await put(intruder, bucket));
      await theirs(owner, bucket);
      return upload;
    },
    removal: { status: "superseded" },
    left: ["somebody's"],
  },
  {
    title: "unversioned when it was uploaded, versioned since: the marker is taken back",
    state: "unversioned",
    scene: async (Bucket) => {
      const upload = event(Bucket, await put(intruder, Bucket));
      const VersioningConfiguration = { Status: "Enabled" } as const;
      await owner.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      return upload;
    },
    removal: { status: "gone", versionId: "null" },
    left: [],
  },
  {
    title: "versioned: exactly the version, and what was before comes to light",
    state: "versioned",
    scene: async (bucket) => {
      await theirs(owner, bucket);
      return event(bucket, await put(intruder, bucket));
    },
    removal: { status: "gone" },
    left: ["somebody's"],
  },
  {
    title: "versioned and overwritten since: the newer version stays",
    state: "versioned",
    scene: async (bucket) => {
      const upload = event(bucket, await put(intruder, bucket));
      await theirs(owner, bucket);
      return upload;
    },
    removal: { status: "gone" },
    left: ["somebody's"],
  },
  {
    title: "suspended: the null version, while it is still the upload",
    state: "suspended",
    scene: async (bucket) => event(bucket, { ...(await put(intruder, bucket)), versionId: "null" }),
    removal: { status: "gone", versionId: "null" },
    left: [],
  },
  {
    title: "suspended and overwritten since: the newer null version stays",
    state: "suspended",
    scene: async (bucket) => {
      const upload = event(bucket, { ...(await put(intruder, bucket)), versionId: "null" });
      await theirs(owner, bucket);
      return upload;
    },
    removal: { status: "superseded" },
    left: ["somebody's"],
  },
  {
    title: "suspended, and the event has no ETag: found by its time",
    state: "suspended",
    scene: async (bucket) => ({
      ...silent(event(bucket, await put(intruder, bucket))),
      versionId: "null",
    }),
    removal: { status: "gone", versionId: "null" },
    left: [],
  },
  {
    title: "governance retention: bypassed",
    state: "locking",
    scene: async (bucket) =>
      event(bucket, await put(intruder, bucket, { ObjectLockMode: "GOVERNANCE", ...LOCKED })),
    removal: { status: "gone" },
    left: [],
  },
  {
    title: "compliance retention: kept from readers until its end",
    state: "locking",
    scene: async (bucket) =>
      event(bucket, await put(intruder, bucket, { ObjectLockMode: "COMPLIANCE", ...LOCKED })),
    removal: { status: "locked", until, ...kept },
    left: ["intruder's"],
  },
  {
    title: "compliance retention and overwritten since: the newer object isn't hidden",
    state: "locking",
    scene: async (bucket) => {
      const locked = await put(intruder, bucket, { ObjectLockMode: "COMPLIANCE", ...LOCKED });
      await theirs(owner, bucket);
      return event(bucket, locked);
    },
    removal: { status: "locked", ...kept, marker: "not needed: a newer object has the key" },
    left: ["somebody's", "intruder's"],
  },
  {
    title: "legal hold: kept from readers until somebody lifts it",
    state: "locking",
    scene: async (bucket) =>
      event(bucket, await put(intruder, bucket, { ObjectLockLegalHoldStatus: "ON" })),
    removal: { status: "held", message: "a legal hold is on", ...kept },
    left: ["intruder's"],
  },
  {
    title: "MFA delete: kept from readers until root deletes it",
    state: "mfa-delete",
    scene: async (bucket) => event(bucket, await put(intruder, bucket)),
    removal: {
      status: "mfa-protected",
      message: "Mfa Authentication must be used for this request",
      ...kept,
    },
    left: ["intruder's"],
  },
  {
    title: "already gone: told as gone",
    state: "versioned",
    scene: async (Bucket) => {
      const upload = event(Bucket, await put(intruder, Bucket));
      const VersionId = upload.versionId;
      await owner.send(new DeleteObjectCommand({ Bucket, Key: KEY, VersionId }));
      return upload;
    },
    removal: { status: "gone" },
    left: [],
  },
  {
    title: "already gone, unversioned: found to be so",
    state: "unversioned",
    scene: async (Bucket) => {
      const upload = event(Bucket, await put(intruder, Bucket));
      await owner.send(new DeleteObjectCommand({ Bucket, Key: KEY }));
      return upload;
    },
    removal: { status: "already-gone" },
    left: [],
  },
  {
    title: "trail without version: the one that was created then",
    state: "versioned",
    scene: async (bucket) => silent(event(bucket, await put(intruder, bucket))),
    removal: { status: "gone" },
    left: [],
  },
  {
    title: "trail without version, two of that time: none is deleted",
    state: "versioned",
    scene: async (bucket) => {
      const upload = silent(event(bucket, await put(intruder, bucket)));
      await theirs(owner, bucket);
      return upload;
    },
    removal: { status: "version-unknown" },
    left: ["somebody's", "intruder's"],
  },
  {
    title: "trail without version, two of that time, told apart by ETag",
    state: "versioned",
    scene: async (bucket) => {
      const created = await put(intruder, bucket);
      await theirs(owner, bucket);
      return { ...silent(event(bucket, created)), etag: created.etag };
    },
    removal: { status: "gone" },
    left: ["somebody's"],
  },
  {
    title: "trail without version, none of that time: an older one stays",
    state: "versioned",
    scene: async (bucket) => {
      await theirs(owner, bucket);
      const time = new Date(Date.now() + LONG).toISOString();
      return { ...silent(event(bucket, { versionId: undefined, etag: "" })), time };
    },
    removal: { status: "already-gone" },
    left: ["somebody's"],
  },
  {
    title: "trail without version, and only newer ones: they stay",
    state: "versioned",
    scene: async (bucket) => {
      await theirs(owner, bucket);
      const time = new Date(Date.now() - LONG).toISOString();
      return { ...silent(event(bucket, { versionId: undefined, etag: "" })), time };
    },
    removal: { status: "already-gone" },
    left: ["somebody's"],
  },
];

test.each(rows)("$title", async ({ state, scene, removal, left }) => {
  const bucket = await makeBucket(state);
  const upload = await scene(bucket);

  expect(await removing(upload)).toMatchObject(removal);

  expect(await bodiesLeft(bucket)).toEqual(left);
});

test("a second deletion of a locked version adds no second marker", async () => {
  const bucket = await makeBucket("locking");
  const upload = event(
    bucket,
    await put(intruder, bucket, { ObjectLockMode: "COMPLIANCE", ...LOCKED }),
  );
  await removing(upload);

  expect(await removing(upload)).toMatchObject({ marker: "hidden already by a delete marker" });

  const { DeleteMarkers } = await owner.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  expect(DeleteMarkers).toHaveLength(1);
});

test("a kept version is tagged, and the bucket policy serves it to the keepers alone", async () => {
  const Bucket = await makeBucket("locking");
  const { versionId: VersionId = "", etag } = await put(intruder, Bucket, {
    ObjectLockMode: "COMPLIANCE",
    ...LOCKED,
  });
  const bucketArn = `arn:aws:s3:::${Bucket}`;
  const statements: Statement[] = productionBucketPolicy({
    bucketArn,
    keyArn: "arn:aws:kms:us-east-1:111111111111:key/1",
    responderRoleArn: roleArn("responder"),
    blockedUserIds: ["AIDANOBODY"] as unknown as string,
    sparedArns: [roleArn("responder"), roleArn("break-glass")],
  });
  await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: policyJson(statements) }));
  const Key = KEY;
  const get = (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  await expect(get(intruder)).resolves.toBeDefined();

  await removing(event(Bucket, { versionId: VersionId, etag }));

  const tagging = new GetObjectTaggingCommand({ Bucket, Key, VersionId });
  expect((await owner.send(tagging)).TagSet).toEqual([{ Key: "bucket-warden", Value: "refused" }]);
  await expect(get(intruder)).rejects.toThrow("statement KeepRefused");
  const CopySource = `${Bucket}/${encodeURIComponent(Key)}?versionId=${VersionId}`;
  const copy = new CopyObjectCommand({ Bucket, Key: "copy", CopySource });
  await expect(intruder.send(copy)).rejects.toThrow("statement KeepRefused");
  await expect(get(await s3As("break-glass"))).resolves.toBeDefined();
});

test("S3 takes no If-Match together with a version", async () => {
  const Bucket = await makeBucket("versioned");
  const { versionId: VersionId, etag: IfMatch } = await put(intruder, Bucket);

  await expect(
    owner.send(new DeleteObjectCommand({ Bucket, Key: KEY, VersionId, IfMatch })),
  ).rejects.toHaveProperty("name", "NotImplemented");
});

describe("unfinished multipart uploads", () => {
  const begin = (s3: S3Client, Bucket: string) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
  const initiators = async (Bucket: string) => {
    const { Uploads = [] } = await owner.send(new ListMultipartUploadsCommand({ Bucket }));
    return Uploads.map(({ Initiator }) => Initiator?.ID);
  };
  const session = (role: string) => `arn:aws:sts::${account}:assumed-role/${role}/session`;

  test.each([
    ["session", { arn: session("intruder") }],
    ["role", { arnPrefix: `arn:aws:sts::${account}:assumed-role/intruder/` }],
  ])("of a %s are aborted, and nobody else's", async (_, initiator) => {
    const bucket = await makeBucket("versioned");
    await Promise.all([intruder, intruder, owner].map((s3) => begin(s3, bucket)));

    const aborting = () => abort({ initiator }, bucket, uploadPorts(responder, settings));
    expect(await aborting()).toEqual({ status: "aborted", uploads: "2" });

    expect(await initiators(bucket)).toEqual([session("BucketWardenDeployment")]);
    expect(await aborting()).toEqual({ status: "none-unfinished" });
  });

  test("that are gone by now count as aborted", async () => {
    const bucket = await makeBucket("versioned");
    const { abortUpload } = uploadPorts(responder, settings);

    await expect(abortUpload(bucket, { key: KEY, uploadId: "gone" })).resolves.toBeUndefined();
  });
});
