import { type Answer, textAnswer } from "../../emulator/answer";
import { s3Checks } from "../../emulator/checks-s3";
import { type MotoClient } from "../../emulator/moto-client";
import { describeRequest, type RawRequest } from "../../emulator/request";
import { absentMoto, request } from "./call";

const tags =
  "<Tagging><TagSet><Tag><Key>bucket-warden</Key><Value>refused</Value></Tag></TagSet></Tagging>";
const mention = "s3:ExistingObjectTag/bucket-warden";

interface Sketch {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a call needs, before a bucket with `policy` and a moto that knows the tags. */
async function checks(sketch: Sketch, policy?: string) {
  const asked: RawRequest[] = [];
  const moto: MotoClient = {
    ...absentMoto,
    s3: () => Promise.resolve(textAnswer("application/xml", "")),
    send: (raw): Promise<Answer> => {
      asked.push(raw);
      return Promise.resolve(textAnswer("application/xml", tags));
    },
  };
  const called = request({ service: "s3", ...sketch });
  const found = await s3Checks[describeRequest(called)]?.({
    request: called,
    caller: {
      accountId: "222222222222",
      arn: "arn:aws:iam::222222222222:root",
      userId: "222222222222",
    },
    buckets: { policyOf: () => policy, ownerOf: () => "222222222222" },
    moto,
  });
  const actions = (found ?? []).map(({ action }) => action.replace("s3:", ""));
  return { actions, contexts: (found ?? []).map(({ context }) => context?.[mention]), asked };
}

test.each<[string, Sketch, readonly string[]]>([
  ["a version", { method: "DELETE", target: "/b/k?versionId=v" }, ["DeleteObjectVersion"]],
  [
    "a version, bypassing governance",
    {
      method: "DELETE",
      target: "/b/k?versionId=v",
      headers: { "x-amz-bypass-governance-retention": "true" },
    },
    ["DeleteObjectVersion", "BypassGovernanceRetention"],
  ],
  ["by key", { method: "DELETE", target: "/b/k" }, ["DeleteObject"]],
  [
    "by key and ETag",
    { method: "DELETE", target: "/b/k", headers: { "if-match": "x" } },
    ["DeleteObject", "GetObject"],
  ],
])("deleting %s needs its permissions", async (_, sketch, actions) => {
  expect((await checks(sketch)).actions).toEqual(actions);
});

test.each<[Sketch, readonly string[]]>([
  [{ method: "GET", target: "/b?versions&prefix=k&encoding-type=url" }, ["ListBucketVersions"]],
  [{ method: "GET", target: "/b?uploads&encoding-type=url" }, ["ListBucketMultipartUploads"]],
  [{ method: "DELETE", target: "/b/k?uploadId=u" }, ["AbortMultipartUpload"]],
  [{ method: "PUT", target: "/b/k?tagging&versionId=v" }, ["PutObjectVersionTagging"]],
  [{ method: "GET", target: "/b/k?retention&versionId=v" }, ["GetObjectRetention"]],
  [{ method: "GET", target: "/b/k?legal-hold&versionId=v" }, ["GetObjectLegalHold"]],
])("the responder's %j needs %j", async (sketch, actions) => {
  expect((await checks(sketch)).actions).toEqual(actions);
});

describe("the tags that an object has", () => {
  const get = { method: "GET", target: "/b/a%20b?versionId=v" };

  test("are asked for where the bucket policy looks at them", async () => {
    const { contexts, asked } = await checks(get, `{"${mention}":"refused"}`);

    expect(contexts[0]).toBe("refused");
    expect(asked).toMatchObject([{ method: "GET", target: "/b/a%20b?tagging&versionId=v" }]);
  });

  test.each([undefined, "{}"])("are nobody's business with the policy %j", async (policy) => {
    const { contexts, asked } = await checks(get, policy);

    expect(contexts[0]).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test("don't decide about writing and deleting", async () => {
    const deleting = await checks({ method: "DELETE", target: "/b/k" }, mention);
    const writing = await checks({ method: "PUT", target: "/b/k" }, mention);

    expect([...deleting.contexts, ...writing.contexts]).toEqual([undefined, undefined]);
  });

  test("decide about a copy's source", async () => {
    const headers = { "x-amz-copy-source": "b/a%20b?versionId=v" };

    const { actions, contexts, asked } = await checks(
      { method: "PUT", target: "/b/k", headers },
      mention,
    );

    expect(actions).toEqual(["PutObject", "GetObjectVersion"]);
    expect(contexts).toEqual([undefined, "refused"]);
    expect(asked).toMatchObject([{ target: "/b/a%20b?tagging&versionId=v" }]);
  });
});
