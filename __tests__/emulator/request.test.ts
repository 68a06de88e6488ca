import { describeRequest, parseRequest } from "../../emulator/request";
import { request } from "./call";

describe("parseRequest", () => {
  test("names a JSON operation by its target and reads its parameters", () => {
    const parsed = request({
      service: "kms",
      method: "POST",
      headers: {
        "x-amz-target": "TrentService.DescribeKey",
        "content-type": "application/x-amz-json-1.1",
      },
      body: { KeyId: "alias/a" },
    });

    expect(describeRequest(parsed)).toBe("kms:DescribeKey");
    expect(parsed.parameters).toEqual({ KeyId: "alias/a" });
    expect(parsed.accessKey).toBe("AKIAIOSFODNN7EXAMPLE");
  });

  test("names a query operation by its Action", () => {
    const parsed = request({
      service: "sns",
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: "Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A111111111111%3At&Message=a+b",
    });

    expect(describeRequest(parsed)).toBe("sns:Publish");
    expect(parsed.parameters).toMatchObject({
      TopicArn: "arn:aws:sns:us-east-1:111111111111:t",
      Message: "a b",
    });
  });

  test("describes a REST operation that it doesn't know by method and path", () => {
    expect(describeRequest(request({ service: "macie2", method: "POST", target: "/jobs" }))).toBe(
      "macie2 POST /jobs",
    );
  });

  test("finds the key of a presigned URL", () => {
    const target =
      "/b/k?X-Amz-Credential=AKIAPRESIGNED0000000%2F20260101%2Feu-west-1%2Fs3%2Faws4_request";
    const parsed = parseRequest({ method: "GET", target, headers: {}, body: Buffer.alloc(0) });

    expect(parsed).toMatchObject({
      accessKey: "AKIAPRESIGNED0000000",
      region: "eu-west-1",
      operation: "GetObject",
    });
  });

  test("keeps a path that is no valid encoding as it came", () => {
    expect(request({ service: "s3", target: "/b/100%" }).path).toBe("/b/100%");
  });
});

describe("S3 operations", () => {
  test.each([
    ["PUT", "/b", "CreateBucket"],
    ["GET", "/b?versioning", "GetBucketVersioning"],
    ["GET", "/b/?list-type=2&prefix=a", "ListObjects"],
    ["PUT", "/b?policy", "PutBucketPolicy"],
    ["PUT", "/b/a/k?x-id=PutObject", "PutObject"],
    ["PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"],
    ["DELETE", "/b/k?versionId=v", "DeleteObject"],
    ["POST", "/b?delete", "DeleteObjects"],
    ["GET", "/", "ListBuckets"],
  ])("%s %s is %s", (method, target, operation) => {
    expect(request({ service: "s3", method, target }).operation).toBe(operation);
  });

  test.each(["/b?metrics", "/b?policy&versioning", "/b/k?torrent"])(
    "GET %s has no name here",
    (target) => {
      expect(request({ service: "s3", target }).operation).toBeUndefined();
    },
  );

  test("a put with a source is a copy", () => {
    const headers = { "x-amz-copy-source": "/other/k" };

    expect(request({ service: "s3", method: "PUT", target: "/b/k", headers }).operation).toBe(
      "CopyObject",
    );
  });
});
