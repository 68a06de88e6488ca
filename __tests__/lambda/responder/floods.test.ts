import { FakeAws } from "./fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  scheduled,
  trailEvent,
} from "./fixtures";
import { alertsOf, attacked, fail, respondWith } from "./invoke";

describe("a flood", () => {
  const uploads = (count: number, principalOf: (index: number) => string) =>
    notifications(
      ...Array.from({ length: count }, (_, index) =>
        notification({
          principalId: principalOf(index),
          object: { key: `k${index}`, versionId: `v${index + 1}` },
        }),
      ),
    );

  const flooded = (count: number): FakeAws => {
    const aws = new FakeAws();
    for (let index = 0; index < count; index++) {
      aws.bucket.put(`k${index}`, "x", new Date("2026-01-01T12:00:00Z"));
    }
    return aws;
  };

  test("by one principal is removed whole, blocked once, and told first, then by counts", async () => {
    const aws = flooded(1_000);

    await respondWith(aws)(uploads(1_000, () => "AWS:AIDAINTRUDER"));

    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.denylist).toEqual(["AIDAINTRUDER"]);
    const counts = alertsOf(aws).map((alert) => alert.episode?.uploads ?? 1);
    expect(counts[0]).toBe(1);
    expect(counts.length).toBeLessThanOrEqual(6);
    expect(Math.max(...counts)).toBe(1_000);
  });

  test("by 200 principals blocks each, and fills nobody's inbox", async () => {
    const aws = flooded(200);
    await respondWith(aws)(uploads(200, (index) => `AWS:AIDAINTRUDER${index}`));
    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.denylist).toHaveLength(200);
    // Twenty of their own, those that were handled at the same time, and the counts.
    expect(aws.published.length).toBeLessThanOrEqual(20 + 32 + 2);
  });

  test("under made-up session names is told as one", async () => {
    const aws = flooded(100);
    await respondWith(aws)(uploads(100, (index) => `AWS:AROAX:s${index}`));
    expect(aws.published.length).toBeLessThanOrEqual(4);
  });

  test("counts each version once, however many events tell of it", async () => {
    const aws = flooded(9);
    const handle = respondWith(aws);
    for (let index = 0; index < 9; index++) {
      const [key, versionId] = [`k${index}`, `v${index + 1}`];
      const byTrail = trailEvent({
        requestParameters: { bucketName: BUCKET, key },
        responseElements: { "x-amz-version-id": versionId },
      });
      const notified = notifications(notification({ object: { key, versionId } }));
      for (const event of [notified, byTrail, notified]) await handle(event);
    }
    expect(aws.table.items.get(`episode#${BUCKET}`)).toMatchObject({ uploads: { N: "9" } });
  });

  test("is summed up by the schedule when it is over, once", async () => {
    const aws = flooded(15);
    await respondWith(aws)(uploads(15, () => "AWS:AIDAINTRUDER"));
    const before = aws.published.length;

    await respondWith(aws)(scheduled);
    expect(aws.published).toHaveLength(before);
    aws.now = new Date(aws.now.getTime() + 11 * 60_000);
    await respondWith(aws)(scheduled);
    await respondWith(aws)(scheduled);

    expect(alertsOf(aws).slice(before)).toMatchObject([{ kind: "summary" }]);
  });

  test("of one needs no summary", async () => {
    const aws = flooded(1);
    await respondWith(aws)(uploads(1, () => "AWS:AIDAINTRUDER"));
    aws.now = new Date(aws.now.getTime() + 11 * 60_000);
    await respondWith(aws)(scheduled);
    expect(aws.published).toHaveLength(1);
  });

  test("that ends without its summary is over all the same", async () => {
    const aws = flooded(2);
    const [first, second] = [0, 1].map((index) =>
      notifications(notification({ object: { key: `k${index}`, versionId: `v${index + 1}` } })),
    );
    await respondWith(aws)(first);
    aws.now = new Date(aws.now.getTime() + 11 * 60_000);
    await respondWith(aws)(second);
    expect(aws.published).toHaveLength(2);
  });
});

describe("uploads that S3 refused", () => {
  const refused = (index: number) =>
    trailEvent({ errorCode: "AccessDenied", requestID: `R${index}`, responseElements: null });

  test("are counted, delete nothing, and are told at the threshold and at ten times as many", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    for (let index = 0; index < 100; index++) await handle(refused(index));
    expect(aws.bucket.ids()).toEqual(["v1"]);
    expect(alertsOf(aws).map(({ kind, severity }) => [kind, severity])).toEqual([
      ["denied-attempts", "MEDIUM"],
      ["denied-attempts", "HIGH"],
    ]);
  });

  test("are no uploads to the count", async () => {
    const aws = attacked();
    await respondWith(aws)(refused(1));
    expect(aws.table.items.get(`episode#${BUCKET}`)).toMatchObject({
      uploads: { N: "0" },
      denied: { N: "1" },
    });
  });

  test("to the responder itself are nobody's attempts", async () => {
    const aws = attacked();
    const own = roleIdentity({ name: "warden-responder", id: "AROARESPONDER", session: "fn" });
    await respondWith(aws)(trailEvent({ errorCode: "AccessDenied", userIdentity: own }));
    expect(aws.calls).toEqual([]);
  });

  test("are told by the next one when the alert couldn't be sent", async () => {
    const aws = attacked();
    const [first, second] = [refused(1), refused(2)];
    const changes = { deniedAttemptsThreshold: 1 };
    await expect(respondWith(aws, { publish: fail }, changes)(first)).rejects.toThrow("down");
    await respondWith(aws, {}, changes)(second);
    expect(aws.published).toHaveLength(1);
  });
});
