import { guardedOf } from "../../cli/rehearse/backstage";
import { profilesOf } from "../../cli/rehearse/live/profiles";
import { seenIn } from "../../cli/rehearse/live/seen";
import { invitation } from "../../cli/rehearse/live/standing";
import { parseConfig } from "../../config/load";
import { type Emulator, type ServedCall } from "../../emulator";
import { parseRequest } from "../../emulator/request";
import example from "../../warden.config";

const eve = { principal: "arn:aws:iam::222222222222:user/eve", userId: "AIDAEVE" };

interface Made {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A call of eve's with this method and target, and how it was answered. */
function served(
  method: string,
  target: string,
  { status = 200, headers = {}, body = "" }: Made = {},
) {
  const authorization = "AWS4-HMAC-SHA256 Credential=AKIAEVE/20260101/us-east-1/s3/aws4_request, …";
  const request = parseRequest({
    ...{ method, target, body: Buffer.alloc(0) },
    headers: { authorization, ...headers },
  });
  const answer = { status, headers: { "x-amz-version-id": "v1" }, body: Buffer.from(body) };
  const call: ServedCall = { ...eve, call: "", accessKey: "AKIAEVE", status, request, answer };
  return call;
}

const who = { callerArn: eve.principal, userId: "AIDAEVE", accessKeyId: "AKIAEVE" };
const accepted = { versionId: "v1" };

test.each<[string, ServedCall, object]>([
  [
    "an upload",
    served("PUT", "/b/x/a%20b.csv"),
    { eventName: "PutObject", key: "x/a b.csv", outcome: accepted },
  ],
  [
    "a copy",
    served("PUT", "/b/c", { headers: { "x-amz-copy-source": "/b/a" } }),
    { eventName: "CopyObject", key: "c", outcome: accepted },
  ],
  [
    "the end of a multipart upload",
    served("POST", "/b/c?uploadId=1"),
    { eventName: "CompleteMultipartUpload", key: "c", outcome: accepted },
  ],
  [
    "a refused upload",
    served("PUT", "/b/c", { status: 403, body: "<Error><Message>no</Message></Error>" }),
    { eventName: "PutObject", key: "c", outcome: { because: "no" } },
  ],
  ["a new policy", served("PUT", "/b?policy"), { eventName: "PutBucketPolicy" }],
  [
    "a policy's end",
    served("DELETE", "/b?policy", { status: 204 }),
    { eventName: "DeleteBucketPolicy" },
  ],
])("AWS would tell of %s, and of who it was", (_, call, what) => {
  expect(seenIn(call)).toEqual({ ...who, bucket: "b", what });
});

test.each<[string, ServedCall]>([
  ["a download", served("GET", "/b/c")],
  ["a part of an upload", served("PUT", "/b/c?partNumber=1&uploadId=1")],
  ["an object's tags", served("PUT", "/b/c?tagging")],
  ["an upload to a bucket that isn't there", served("PUT", "/b/c", { status: 404 })],
  ["a policy that was refused", served("PUT", "/b?policy", { status: 403 })],
  ["a call that nobody answered", { ...served("PUT", "/b/c"), answer: undefined }],
])("the responder is told nothing of %s", (_, call) => {
  expect(seenIn(call)).toBeUndefined();
});

describe("what stands for a person to try", () => {
  const config = parseConfig("warden.config.ts", example);
  const guarded = guardedOf(config);
  const profiles = () =>
    profilesOf(config, guarded, { accessKeyId: "AKIAMALLORY", secretAccessKey: "secret" });

  test("has an operator of every account, the uploader and the intruder", () => {
    const roles = Object.entries(profiles()).map(([name, { role_arn }]) => [name, role_arn]);

    expect(Object.fromEntries(roles)).toEqual({
      default: undefined,
      audit: "arn:aws:iam::111111111111:role/BucketWardenDeployment",
      payments: "arn:aws:iam::222222222222:role/BucketWardenDeployment",
      claims: "arn:aws:iam::333333333333:role/BucketWardenDeployment",
      uploader: "arn:aws:iam::222222222222:role/FileUploaderRole",
      intruder: undefined,
    });
    expect(profiles().intruder).toMatchObject({ aws_access_key_id: "AKIAMALLORY" });
  });

  test("has sessions of its own, which no command line has kept", () => {
    const [one, other] = [profiles(), profiles()].map(({ audit }) => audit?.role_session_name);

    expect(one).not.toBe(other);
  });

  test("is told with commands that name profiles of the file", () => {
    const emulator = { url: "http://127.0.0.1:9" } as Emulator;
    const told = invitation({ config, emulator, stacks: [] }, "/x/aws-config");

    const named = [...told.matchAll(/--profile (\w+)|AWS_PROFILE=(\w+)/g)].map(
      ([, flag, variable]) => flag ?? variable,
    );
    expect(new Set(named)).toEqual(new Set(["intruder", "uploader", "payments"]));
    expect(Object.keys(profiles())).toEqual(expect.arrayContaining(named));
    expect(told).toContain("AWS_CONFIG_FILE=/x/aws-config");
    expect(told).toContain("AWS_ENDPOINT_URL=http://127.0.0.1:9");
    expect(told).toContain("AWS_ENDPOINT_URL_STS=http://127.0.0.1:9");
  });
});
