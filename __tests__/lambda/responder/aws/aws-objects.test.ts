import { S3Client } from "@aws-sdk/client-s3";
import { type AbortPorts } from "../../../../lambda/responder/remove/abort";
import { objectPorts } from "../../../../lambda/responder/aws/aws-objects";
import { uploadPorts } from "../../../../lambda/responder/aws/aws-uploads";
import { type RemovePorts } from "../../../../lambda/responder/remove/object-ports";
import { BUCKET, settings } from "../fixtures";
import { HttpDouble, type Received, s3Error } from "../http-double";

const KEY = "reports/a+b\n%.csv";
const object = { bucket: BUCKET, key: KEY };
const version = { ...object, versionId: "v1" };

let aws: HttpDouble;
let ports: RemovePorts & AbortPorts;

beforeEach(async () => {
  aws = new HttpDouble();
  const s3 = new S3Client({
    endpoint: await aws.start(),
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    forcePathStyle: true,
  });
  ports = { ...objectPorts(s3, settings), ...uploadPorts(s3, settings) };
});

afterEach(() => aws.stop());

const first = () => {
  const [request] = aws.received;
  if (!request) throw new Error("nothing was sent");
  return request;
};

test.each<[string, () => Promise<unknown>]>([
  ["deleting a version", () => ports.deleteVersion(version)],
  ["deleting the current object", () => ports.deleteCurrent({ ...object, etag: "abc" })],
  ["listing versions", () => ports.listVersions(object)],
  ["tagging", () => ports.tagRefused(version)],
  ["listing uploads", () => ports.listUploads(BUCKET)],
  ["aborting", () => ports.abortUpload(BUCKET, { key: KEY, uploadId: "u1" })],
])("%s is refused by any bucket but the account's own", async (_, call) => {
  await call();

  expect(first().headers).toHaveProperty("x-amz-expected-bucket-owner", settings.accountId);
});

describe("deleting a version", () => {
  test("takes one call, names key and version, and bypasses governance retention", async () => {
    aws.answer = () => ({ status: 204 });

    expect(await ports.deleteVersion(version)).toEqual({ answer: "gone" });

    expect(aws.received).toHaveLength(1);
    expect(first()).toMatchObject({ method: "DELETE", path: `/${BUCKET}/${KEY}` });
    expect(first().query.get("versionId")).toBe("v1");
    expect(first().headers).toHaveProperty("x-amz-bypass-governance-retention", "true");
    expect(first().headers).not.toHaveProperty("if-match");
  });

  test.each(["NoSuchVersion", "NoSuchKey"])("that S3 answers with %s is done", async (code) => {
    aws.answer = () => s3Error(404, code);

    expect(await ports.deleteVersion(version)).toEqual({ answer: "gone" });
  });

  test("that wants MFA is told in S3's words, without looking for locks", async () => {
    const message = "Mfa Authentication must be used for this request";
    aws.answer = () => s3Error(403, "AccessDenied", message);

    expect(await ports.deleteVersion(version)).toEqual({ answer: "mfa-protected", message });
    expect(aws.received).toHaveLength(1);
  });

  const denied = s3Error(403, "AccessDenied", "Access Denied");
  const on = "<LegalHold><Status>ON</Status></LegalHold>";
  const off = "<LegalHold><Status>OFF</Status></LegalHold>";
  const retention = (mode: string, until: string) =>
    `<Retention><Mode>${mode}</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`;
  const compliance = retention("COMPLIANCE", "2999-01-01T00:00:00Z");

  interface Locks {
    readonly hold?: string;
    readonly retained?: string;
  }
  const refusing =
    ({ hold, retained }: Locks) =>
    ({ method, query }: Received) => {
      const body = query.has("legal-hold") ? hold : query.has("retention") ? retained : undefined;
      return method === "GET" && body !== undefined ? { status: 200, body } : denied;
    };

  test.each<[Locks, object]>([
    [{ hold: on }, { answer: "held", message: "a legal hold is on" }],
    [
      { hold: on, retained: retention("GOVERNANCE", "2999-01-01T00:00:00Z") },
      { answer: "held", message: "a legal hold is on" },
    ],
    [
      { hold: off, retained: compliance },
      {
        answer: "locked",
        until: "2999-01-01T00:00:00.000Z",
        message: "retained in COMPLIANCE mode until 2999-01-01T00:00:00.000Z",
      },
    ],
    [
      { hold: on, retained: compliance },
      {
        answer: "locked",
        until: "2999-01-01T00:00:00.000Z",
        message:
          "retained in COMPLIANCE mode until 2999-01-01T00:00:00.000Z, and a legal hold is on",
      },
    ],
  ])("that S3 refuses is looked into: %j", async (locks, answer) => {
    aws.answer = refusing(locks);

    expect(await ports.deleteVersion(version)).toEqual(answer);
    expect(aws.received.every(({ query }) => query.get("versionId") === "v1")).toBe(true);
    expect(
      aws.received.every(({ headers }) => headers["x-amz-expected-bucket-owner"] !== undefined),
    ).toBe(true);
  });

  test.each<Locks>([
    {},
    { hold: off },
    { retained: retention("GOVERNANCE", "2999-01-01T00:00:00Z") },
    { retained: retention("COMPLIANCE", "2001-01-01T00:00:00Z") },
  ])("that S3 refuses although the locks let it is an error: %j", async (locks) => {
    aws.answer = refusing(locks);

    await expect(ports.deleteVersion(version)).rejects.toThrow("Access Denied");
  });

  test("that goes wrong otherwise is an error", async () => {
    aws.answer = () => s3Error(500, "InternalError");

    await expect(ports.deleteVersion(version)).rejects.toHaveProperty("name", "InternalError");
  });
});

describe("deleting the current object", () => {
  const current = { ...object, etag: "abc" };

  test.each(["abc", '"abc"'])("depends on the ETag %s, in quotes", async (etag) => {
    await ports.deleteCurrent({ ...object, etag });

    expect(first().headers).toHaveProperty("if-match", '"abc"');
    expect(first().query.has("versionId")).toBe(false);
  });

  test.each<[Record<string, string>, object]>([
    [{}, { answer: "gone" }],
    [
      { "x-amz-delete-marker": "true", "x-amz-version-id": "null" },
      { answer: "marked", markerId: "null" },
    ],
    [{ "x-amz-delete-marker": "true" }, { answer: "marked" }],
    [{ "x-amz-delete-marker": "false" }, { answer: "gone" }],
  ])("that S3 confirms with %j is told as %j", async (headers, answer) => {
    aws.answer = () => ({ status: 204, headers });

    expect(await ports.deleteCurrent(current)).toEqual(answer);
  });

  test.each([
    [412, "PreconditionFailed", "changed"],
    [404, "NoSuchKey", "absent"],
  ])("that S3 refuses with %d %s is answered as %s", async (status, code, answer) => {
    aws.answer = () => s3Error(status, code);

    expect(await ports.deleteCurrent(current)).toEqual({ answer });
  });

  test.each(["ConditionalRequestConflict", "OperationAborted"])(
    "that meets another write (%s) is tried again",
    async (code) => {
      aws.answer = () =>
        aws.received.length < 3 ? s3Error(409, code) : s3Error(412, "PreconditionFailed");

      expect(await ports.deleteCurrent(current)).toEqual({ answer: "changed" });
    },
  );

  test("that meets other writes three times is an error", async () => {
    aws.answer = () => s3Error(409, "ConditionalRequestConflict");

    await expect(ports.deleteCurrent(current)).rejects.toHaveProperty(
      "name",
      "ConditionalRequestConflict",
    );
    expect(aws.received).toHaveLength(3);
  });

  test("that isn't allowed is an error", async () => {
    aws.answer = () => s3Error(403, "AccessDenied");

    await expect(ports.deleteCurrent(current)).rejects.toHaveProperty("name", "AccessDenied");
  });
});

describe("listing versions", () => {
  const encoded = "reports/a%2Bb%0A%25.csv";
  const entry = (name: string, fields: Readonly<Record<string, string>>) =>
    `<${name}>${Object.entries(fields)
      .map(([field, value]) => `<${field}>${value}</${field}>`)
      .join("")}</${name}>`;
  const page = (...parts: readonly string[]) => {
    const body = `<ListVersionsResult><EncodingType>url</EncodingType>${parts.join("")}</ListVersionsResult>`;
    aws.answer = () => ({ status: 200, body });
  };
  const one = {
    Key: encoded,
    VersionId: "v1",
    IsLatest: "false",
    LastModified: "2026-01-01T12:00:00.000Z",
    ETag: "&quot;abc&quot;",
  };
  const lastModified = new Date(one.LastModified);

  test("gives the versions and markers of exactly the key", async () => {
    page(
      entry("Version", one),
      entry("Version", { ...one, Key: `${encoded}.bak`, VersionId: "v2" }),
      entry("DeleteMarker", { ...one, VersionId: "m1", IsLatest: "true", ETag: "" }),
    );

    expect(await ports.listVersions(object)).toEqual({
      versions: [
        { versionId: "v1", isLatest: false, isMarker: false, lastModified, etag: "abc" },
        expect.objectContaining({ versionId: "m1", isLatest: true, isMarker: true }),
      ],
    });
    expect(first().query.get("prefix")).toBe(KEY);
    expect(first().query.get("encoding-type")).toBe("url");
  });

  test.each([
    ["the key", encoded, { keyMarker: KEY, versionIdMarker: "v1" }],
    ["another key", `${encoded}.bak`, undefined],
  ])("goes on after a page that ends with %s", async (_, marker, next) => {
    page(
      "<IsTruncated>true</IsTruncated>",
      `<NextKeyMarker>${marker}</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>`,
    );

    expect((await ports.listVersions(object)).next).toEqual(next);
  });

  test("goes on from where it was", async () => {
    await ports.listVersions(object, { keyMarker: KEY, versionIdMarker: "v1" });

    expect(first().query.get("key-marker")).toBe(KEY);
    expect(first().query.get("version-id-marker")).toBe("v1");
  });

  test("takes keys as they are where S3 encodes none", async () => {
    const body = `<ListVersionsResult>${entry("Version", { ...one, Key: "a+%.csv" })}</ListVersionsResult>`;
    aws.answer = () => ({ status: 200, body });

    const { versions } = await ports.listVersions({ ...object, key: "a+%.csv" });

    expect(versions).toHaveLength(1);
  });
});

test("the tag is put on the version, in place of all others", async () => {
  await ports.tagRefused(version);

  expect(first()).toMatchObject({ method: "PUT", path: `/${BUCKET}/${KEY}` });
  expect(first().query.get("versionId")).toBe("v1");
  expect(first().query.has("tagging")).toBe(true);
  expect(first().body).toContain(
    "<TagSet><Tag><Key>bucket-warden</Key><Value>refused</Value></Tag></TagSet>",
  );
});

describe("unfinished multipart uploads", () => {
  const listing = `<ListMultipartUploadsResult><EncodingType>url</EncodingType>
    <IsTruncated>true</IsTruncated><NextKeyMarker>a%2Bb</NextKeyMarker>
    <NextUploadIdMarker>u2</NextUploadIdMarker>
    <Upload><Key>a%2Bb</Key><UploadId>u1</UploadId><Initiator><ID>arn</ID></Initiator></Upload>
    <Upload><Key>c+d</Key><UploadId>u2</UploadId></Upload></ListMultipartUploadsResult>`;

  test("are listed with who began them, page by page", async () => {
    aws.answer = () => ({ status: 200, body: listing });

    expect(await ports.listUploads(BUCKET)).toEqual({
      uploads: [
        { key: "a+b", uploadId: "u1", initiatorId: "arn" },
        { key: "c d", uploadId: "u2" },
      ],
      next: { keyMarker: "a+b", uploadIdMarker: "u2" },
    });
  });

  test("are listed on from where it was", async () => {
    await ports.listUploads(BUCKET, { keyMarker: "a+b", uploadIdMarker: "u2" });

    expect(first().query.get("key-marker")).toBe("a+b");
    expect(first().query.get("upload-id-marker")).toBe("u2");
  });

  test("are aborted by key and id", async () => {
    aws.answer = () => ({ status: 204 });

    await ports.abortUpload(BUCKET, { key: KEY, uploadId: "u1" });

    expect(first()).toMatchObject({ method: "DELETE", path: `/${BUCKET}/${KEY}` });
    expect(first().query.get("uploadId")).toBe("u1");
  });

  test("that are gone count as aborted", async () => {
    aws.answer = () => s3Error(404, "NoSuchUpload");

    await expect(ports.abortUpload(BUCKET, { key: KEY, uploadId: "u1" })).resolves.toBeUndefined();
  });

  test("that can't be aborted are an error", async () => {
    aws.answer = () => s3Error(403, "AccessDenied");

    await expect(ports.abortUpload(BUCKET, { key: KEY, uploadId: "u1" })).rejects.toHaveProperty(
      "name",
      "AccessDenied",
    );
  });
});
