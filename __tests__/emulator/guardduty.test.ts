import { jsonAnswer } from "../../emulator/answer";
import { bodyOf, gapsBench } from "./call";

const owner = "222222222222";

describe("a detector", () => {
  const service = "guardduty";
  const detector = () => {
    const bench = gapsBench((sent) => jsonAnswer({ ...sent.parameters, status: "ENABLED" }));
    const set = (...features: object[]) =>
      bench.ask(owner, { service, method: "POST", target: "/detector/d1", body: { features } });
    const read = async () => bodyOf(await bench.ask(owner, { service, target: "/detector/d1" }));
    return { bench, set, read };
  };
  const s3 = { name: "S3_DATA_EVENTS", status: "ENABLED" };
  const rds = { name: "RDS_LOGIN_EVENTS", status: "ENABLED" };

  test("keeps one feature when another is set", async () => {
    const { set, read } = detector();
    await set(s3);
    await set(rds);
    await set({ ...s3, status: "DISABLED" });

    expect(await read()).toEqual({
      status: "ENABLED",
      tags: {},
      features: [{ ...s3, status: "DISABLED" }, rds],
    });
  });

  test("takes its features with it", async () => {
    const { bench, set, read } = detector();
    await set(s3);
    await bench.ask(owner, { service, method: "DELETE", target: "/detector/d1" });

    expect(await read()).toMatchObject({ features: [] });
  });
});

describe("a malware protection plan", () => {
  const service = "guardduty";
  const plans = "/malware-protection-plan";

  test("keeps its bucket through changes, until it is deleted", async () => {
    const bench = gapsBench();
    const call = (method: string, target: string, body: unknown = "") =>
      bench.ask(owner, { service, method, target, body });
    const made = await call("POST", plans, {
      role: "r",
      protectedResource: { s3Bucket: { bucketName: "b" } },
      actions: { tagging: { status: "ENABLED" } },
      tags: { a: "1", b: "2" },
    });
    const plan = `${plans}/${(bodyOf(made) as Record<string, string>).malwareProtectionPlanId}`;
    const { arn } = bodyOf(await call("GET", plan)) as { arn: string };

    await call("PATCH", plan, {
      actions: { tagging: { status: "DISABLED" } },
      protectedResource: { s3Bucket: { objectPrefixes: ["p/"] } },
    });
    await call("POST", `/tags/${encodeURIComponent(arn)}`, { tags: { c: "3" } });
    await call("DELETE", `/tags/${encodeURIComponent(arn)}?tagKeys=a`);

    expect(bodyOf(await call("GET", plan))).toMatchObject({
      role: "r",
      status: "ACTIVE",
      protectedResource: { s3Bucket: { bucketName: "b", objectPrefixes: ["p/"] } },
      actions: { tagging: { status: "DISABLED" } },
      tags: { b: "2", c: "3" },
    });
    expect((await bench.ask("111111111111", { service, target: plan })).status).toBe(404);

    await call("DELETE", plan);
    expect((await call("GET", plan)).status).toBe(404);
  });
});
