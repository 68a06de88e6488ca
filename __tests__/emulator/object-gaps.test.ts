import { type Answer, emptyAnswer, textAnswer } from "../../emulator/answer";
import { type AwsRequest } from "../../emulator/request";
import { gapsBench } from "./call";

/** The gaps before a moto that confirms everything. */
const service = "s3";
const owner = "222222222222";
const deletion = (target: string, headers: Readonly<Record<string, string>> = {}) => ({
  service,
  method: "DELETE",
  target,
  headers,
});
const versioning = (body: string) => ({ service, method: "PUT", target: "/b?versioning", body });

function bench(answer: (sent: AwsRequest) => Answer = () => emptyAnswer(204)) {
  const sent: AwsRequest[] = [];
  const { ask } = gapsBench((request) => {
    sent.push(request);
    return answer(request);
  });
  return { sent, ask };
}

describe("deleting an object", () => {
  test("by version and ETag at once is what S3 doesn't implement", async () => {
    const { ask, sent } = bench();

    const answer = await ask(owner, deletion("/b/k?versionId=v", { "if-match": "x" }));

    expect(answer.status).toBe(501);
    expect(answer.body.toString()).toContain("NotImplemented");
    expect(sent).toEqual([]);
  });

  const mfa = "<MfaDelete>Enabled</MfaDelete><Status>Enabled</Status>";

  test.each([
    ["a version, without MFA", "/b/k?versionId=v", {}, 403],
    ["a version, with MFA", "/b/k?versionId=v", { "x-amz-mfa": "arn 123456" }, 204],
    ["by key", "/b/k", {}, 204],
    ["a version of another bucket", "/c/k?versionId=v", {}, 204],
  ])("under MFA delete: %s", async (_, target, headers, status) => {
    const { ask } = bench();
    await ask(owner, versioning(mfa));

    expect((await ask(owner, deletion(target, headers))).status).toBe(status);
  });

  test.each([
    ["Suspended", "/b/k", "null"],
    ["Suspended", "/b/k?versionId=null", undefined],
    ["Enabled", "/b/k", undefined],
  ])("with versioning %s: %s", async (status, target, marker) => {
    const { ask } = bench();
    await ask(owner, versioning(`<Status>${status}</Status>`));

    const { headers } = await ask(owner, deletion(target));

    expect(headers["x-amz-version-id"]).toBe(marker);
    expect(headers["x-amz-delete-marker"]).toBe(marker && "true");
  });
});

describe("a version's retention", () => {
  const lock = {
    "x-amz-object-lock-mode": "COMPLIANCE",
    "x-amz-object-lock-retain-until-date": "2999-01-01T00:00:00Z",
  };
  const asked = { service, target: "/b/a%20b?retention&versionId=v" };

  test("is read from the version's head", async () => {
    const { ask, sent } = bench(() => ({ ...emptyAnswer(200), headers: lock }));

    const { body } = await ask(owner, asked);

    expect(body.toString()).toContain("<Mode>COMPLIANCE</Mode>");
    expect(body.toString()).toContain("<RetainUntilDate>2999-01-01T00:00:00Z</RetainUntilDate>");
    expect(sent).toMatchObject([{ method: "HEAD", target: "/b/a%20b?versionId=v" }]);
  });

  test.each([
    [200, "NoSuchObjectLockConfiguration"],
    [404, "NoSuchKey"],
  ])("where the head answers %d without one is %s", async (status, code) => {
    const { ask } = bench(() => emptyAnswer(status));

    expect((await ask(owner, asked)).body.toString()).toContain(`<Code>${code}</Code>`);
  });
});

test("unfinished uploads are listed with who began them", async () => {
  const upload = (id: string) =>
    `<Upload><UploadId>${id}</UploadId><Initiator><ID>made up</ID></Initiator></Upload>`;
  const { ask } = bench(({ method }) =>
    textAnswer(
      "application/xml",
      method === "POST" ? "<UploadId>1</UploadId>" : upload("1") + upload("2"),
    ),
  );
  await ask(owner, { service, method: "POST", target: "/b/k?uploads" });

  const { body, headers } = await ask(owner, { service, target: "/b?uploads" });

  expect(body.toString()).toContain(`<ID>arn:aws:iam::${owner}:root</ID>`);
  expect(body.toString()).toContain("<UploadId>2</UploadId><Initiator><ID>made up</ID>");
  expect(headers["content-length"]).toBe(body.length);
});
