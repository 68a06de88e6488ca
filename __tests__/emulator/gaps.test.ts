import { emptyAnswer, jsonAnswer } from "../../emulator/answer";
import { bodyOf, gapsBench } from "./call";

const owner = "222222222222";

describe("CloudTrail", () => {
  test.each(["StartLogging", "StopLogging", "DeleteTrail"])(
    "%s names the trail by the name in its ARN",
    async (operation) => {
      const trails = gapsBench(({ body }) => jsonAnswer(JSON.parse(body.toString())));

      const sent = await trails.ask(owner, {
        service: "cloudtrail",
        method: "POST",
        headers: { "x-amz-target": `CloudTrail_20131101.${operation}` },
        body: { Name: `arn:aws:cloudtrail:us-east-1:${owner}:trail/warden` },
      });

      expect(bodyOf(sent)).toEqual({ Name: "warden" });
    },
  );

  test("trails are listed by the names that were asked for", async () => {
    const trailList = [
      { Name: "a", TrailARN: "arn:a" },
      { Name: "b", TrailARN: "arn:b" },
    ];
    const bench = gapsBench(() => jsonAnswer({ trailList }));
    const list = async (...trailNameList: string[]) => {
      const headers = { "x-amz-target": "CloudTrail_20131101.DescribeTrails" };
      const body = { trailNameList };
      return bodyOf(
        await bench.ask(owner, { service: "cloudtrail", method: "POST", headers, body }),
      ) as object;
    };

    expect(await list("arn:b")).toEqual({ trailList: [trailList[1]] });
    expect(await list("a")).toEqual({ trailList: [trailList[0]] });
    expect(await list()).toEqual({ trailList });
  });
});

describe("Macie", () => {
  const service = "macie2";

  test("a job keeps what it was created with, its status and its tags", async () => {
    const macie = gapsBench();
    await macie.ask(owner, { service, method: "POST", target: "/macie" });
    const body = { jobType: "SCHEDULED", name: "weekly", tags: { a: "1", b: "2" } };
    const created = bodyOf(
      await macie.ask(owner, { service, method: "POST", target: "/jobs", body }),
    );
    const { jobId, jobArn } = created as { jobId: string; jobArn: string };
    const tags = `/tags/${encodeURIComponent(jobArn)}`;

    await macie.ask(owner, {
      service,
      method: "PATCH",
      target: `/jobs/${jobId}`,
      body: { jobStatus: "USER_PAUSED" },
    });
    await macie.ask(owner, { service, method: "POST", target: tags, body: { tags: { c: "3" } } });
    await macie.ask(owner, { service, method: "DELETE", target: `${tags}?tagKeys=a&tagKeys=b` });

    expect(bodyOf(await macie.ask(owner, { service, target: `/jobs/${jobId}` }))).toMatchObject({
      name: "weekly",
      jobStatus: "USER_PAUSED",
      tags: { c: "3" },
    });
  });

  test("another account doesn't see the job", async () => {
    const macie = gapsBench();
    for (const account of [owner, "111111111111"])
      await macie.ask(account, { service, method: "POST", target: "/macie" });
    const created = await macie.ask(owner, {
      service,
      method: "POST",
      target: "/jobs",
      body: { name: "weekly" },
    });
    const { jobId } = bodyOf(created) as { jobId: string };

    expect((await macie.ask(owner, { service, target: `/jobs/${jobId}` })).status).toBe(200);
    expect((await macie.ask("111111111111", { service, target: `/jobs/${jobId}` })).status).toBe(
      404,
    );
  });
});

describe("buckets", () => {
  const service = "s3";
  const policy = JSON.stringify({ Statement: [] });
  const put = (target: string, body: string) => ({ service, method: "PUT", target, body });

  async function withBucket() {
    const s3 = gapsBench(() => emptyAnswer(200));
    await s3.ask(owner, put("/b", ""));
    return s3;
  }

  test("a policy is in force from its put to its deletion", async () => {
    const s3 = await withBucket();
    const read = () => s3.ask(owner, { service, target: "/b?policy" });
    expect((await read()).body.toString()).toContain("NoSuchBucketPolicy");

    await s3.ask(owner, put("/b?policy", policy));
    expect((await read()).body.toString()).toBe(policy);
    expect(s3.buckets.policyOf("b")).toBe(policy);

    await s3.ask(owner, { service, method: "DELETE", target: "/b?policy" });
    expect(s3.buckets.policyOf("b")).toBeUndefined();
  });

  test("a bucket takes its policy and its owner with it", async () => {
    const s3 = await withBucket();
    await s3.ask(owner, put("/b?policy", policy));
    expect(s3.buckets.ownerOf("b")).toBe(owner);

    await s3.ask(owner, { service, method: "DELETE", target: "/b" });

    expect(s3.buckets.policyOf("b")).toBeUndefined();
    expect(s3.buckets.ownerOf("b")).toBeUndefined();
  });

  test.each([
    ["no JSON", "{"],
    ["no policy", "[]"],
    ["more than 20 KB", JSON.stringify({ Statement: "x".repeat(20 * 1024) })],
  ])("a policy that is %s is refused and changes nothing", async (_, malformed) => {
    const s3 = await withBucket();
    await s3.ask(owner, put("/b?policy", policy));

    const answer = await s3.ask(owner, put("/b?policy", malformed));

    expect(answer.status).toBe(400);
    expect(answer.body.toString()).toContain("MalformedPolicy");
    expect(s3.buckets.policyOf("b")).toBe(policy);
  });

  test("a bucket that doesn't exist has no policy to put", async () => {
    const answer = await gapsBench().ask(owner, put("/nobody?policy", policy));

    expect(answer.body.toString()).toContain("NoSuchBucket");
  });

  test("access logs go to a bucket of the same account only", async () => {
    const s3 = await withBucket();
    await s3.ask("111111111111", put("/foreign", ""));
    const logging = (target: string) =>
      `<BucketLoggingStatus><TargetBucket>${target}</TargetBucket></BucketLoggingStatus>`;

    expect((await s3.ask(owner, put("/b?logging", logging("foreign")))).status).toBe(400);
    expect((await s3.ask(owner, put("/b?logging", logging("b")))).status).toBe(200);
    expect((await s3.ask(owner, { service, target: "/b?logging" })).body.toString()).toBe(
      logging("b"),
    );
  });

  test("a lifecycle answers with the minimum size that it was put with", async () => {
    const s3 = await withBucket();
    const name = "x-amz-transition-default-minimum-object-size";
    await s3.ask(owner, {
      ...put("/b?lifecycle", ""),
      headers: { [name]: "varies_by_storage_class" },
    });

    const { headers } = await s3.ask(owner, { service, target: "/b?lifecycle" });

    expect(headers[name]).toBe("varies_by_storage_class");
  });
});
