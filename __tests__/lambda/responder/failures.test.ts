import { notification, notifications, trailEvent } from "./fixtures";
import { alertsOf, attacked, fail, respondWith } from "./invoke";

const byNotification = notifications(notification({}));

describe("a step that fails", () => {
  const steps = [
    ["remove", { deleteVersion: fail }],
    ["contain", { writeBucketPolicy: fail }],
    ["contain", { readBucketPolicy: fail }],
    ["contain", { changeDenylist: fail }],
    ["quarantine", { attachQuarantine: fail }],
    ["abort", { listUploads: fail }],
  ] as const;

  test.each(steps)(
    "(%s, %p) is named in the alert, and the event fails after it",
    async (step, broken) => {
      const aws = attacked();

      await expect(respondWith(aws, broken)(trailEvent())).rejects.toMatchObject({
        name: "StepsFailedError",
        message: expect.stringContaining(`failed: ${step}`) as unknown,
      });

      expect(alertsOf(aws)).toMatchObject([
        {
          severity: "CRITICAL",
          steps: { [step]: { status: "failed", error: "Error: AWS is down" } },
        },
      ]);
    },
  );

  test("does not keep the others from being taken", async () => {
    const aws = attacked();
    const handle = respondWith(aws, { deleteVersion: fail, writeBucketPolicy: fail });
    await expect(handle(trailEvent())).rejects.toThrow("failed: remove, contain");
    expect(aws.quarantined).toEqual(["user mallory"]);
  });

  test("is taken again by the retry, alone, and the success is told", async () => {
    const aws = attacked();
    await expect(respondWith(aws, { writeBucketPolicy: fail })(trailEvent())).rejects.toThrow(
      "contain",
    );

    await respondWith(aws)(trailEvent());

    expect(aws.policyWrites).toBe(1);
    expect(aws.quarantined).toHaveLength(1);
    expect(alertsOf(aws).map(({ stage, severity }) => [stage, severity])).toEqual([
      ["quarantined", "CRITICAL"],
      ["recovered", "HIGH"],
    ]);
  });

  test("and is mended by the other trigger needs no word of its own", async () => {
    const aws = attacked();
    const broken = respondWith(aws, { writeBucketPolicy: fail });
    await expect(broken(byNotification)).rejects.toThrow("contain");
    await respondWith(aws)(trailEvent());
    await respondWith(aws)(byNotification);
    expect(alertsOf(aws).map(({ stage, severity }) => [stage, severity])).toEqual([
      ["contained", "CRITICAL"],
      ["quarantined", "HIGH"],
    ]);
  });

  test("after an earlier success is no failure", async () => {
    const aws = attacked();
    await respondWith(aws)(byNotification);
    await respondWith(aws, { deleteVersion: fail })(trailEvent());
    expect(alertsOf(aws)[1]).toMatchObject({ steps: { remove: { status: "gone" } } });
  });

  test("is a finding that Security Hub doesn't take, told and tried again", async () => {
    const aws = attacked();
    await expect(respondWith(aws, { file: fail })(trailEvent())).rejects.toThrow("finding");
    expect(alertsOf(aws)).toMatchObject([{ filing: { status: "failed" } }]);

    await respondWith(aws)(trailEvent());

    expect(aws.findings).toHaveLength(1);
  });
});

test("a version that stays and can still be read is tried again, and the success is told", async () => {
  const until = "2027-01-01T00:00:00.000Z";
  const deleteVersion = async () =>
    Promise.resolve({ answer: "locked", until, message: "COMPLIANCE" } as const);
  const aws = attacked();

  const unhidden = respondWith(aws, { deleteVersion, tagRefused: fail });
  await expect(unhidden(trailEvent())).rejects.toThrow("failed: remove");
  await respondWith(aws, { deleteVersion })(trailEvent());

  expect(aws.bucket.versions.map(({ isMarker, tag }) => [isMarker, tag])).toEqual([
    [false, "refused"],
    [true, undefined],
  ]);
  expect(alertsOf(aws)).toMatchObject([
    { stage: "quarantined", steps: { remove: { status: "locked", until } } },
    { stage: "recovered", severity: "CRITICAL", steps: { remove: { status: "locked" } } },
  ]);
});

test("a finding about an upload that is only observed is tried again too", async () => {
  const aws = attacked();
  const observe = { responseMode: "observe" } as const;
  const down = respondWith(aws, { file: fail }, observe);
  await expect(down(trailEvent())).rejects.toThrow("finding");

  await respondWith(aws, {}, observe)(trailEvent());

  expect(aws.findings).toHaveLength(1);
  expect(aws.bucket.ids()).toEqual(["v1"]);
});

test("a finding that Security Hub never takes fails every try, and is told twice at most", async () => {
  const aws = attacked();
  for (let tries = 0; tries < 3; tries++) {
    await expect(respondWith(aws, { file: fail })(trailEvent())).rejects.toThrow("finding");
  }
  expect(alertsOf(aws).map(({ stage }) => stage)).toEqual(["quarantined", "recovered"]);
});

describe("an alert that can't be sent", () => {
  test("fails the event, and is sent by the retry", async () => {
    const aws = attacked();
    await expect(respondWith(aws, { publish: fail })(trailEvent())).rejects.toMatchObject({
      name: "AlertError",
      cause: expect.any(Error) as unknown,
    });

    await respondWith(aws)(trailEvent());

    expect(aws.published).toHaveLength(1);
  });

  test("by all tries of one event is sent by the next one that is alike", async () => {
    const aws = attacked();
    await expect(respondWith(aws, { publish: fail })(byNotification)).rejects.toThrow("no alert");
    const next = notification({ object: { key: "b", versionId: "v2" } });
    await respondWith(aws)(notifications(next));
    expect(alertsOf(aws)).toMatchObject([{ key: "b" }]);
  });

  test("because the function died on the way is sent by whoever comes a minute later", async () => {
    const aws = attacked();
    const died = new Promise<never>(() => undefined);
    void respondWith(aws, { publish: async () => died })(trailEvent());
    await new Promise((resolve) => setTimeout(resolve, 50));

    await respondWith(aws)(trailEvent());
    expect(aws.published).toHaveLength(0);

    aws.now = new Date(aws.now.getTime() + 61_000);
    const handle = respondWith(aws);
    await Promise.all([handle(trailEvent()), handle(trailEvent())]);
    expect(aws.published).toHaveLength(1);
  });
});

describe("a ledger that is down", () => {
  const table = { read: fail, update: fail, updateAll: fail };
  const down = { table, readDenylist: fail, changeDenylist: fail, recordBlock: fail };

  test("keeps neither the deletion, nor the quarantine, nor the alert from happening", async () => {
    const aws = attacked();

    await expect(respondWith(aws, down)(trailEvent())).rejects.toThrow("failed: contain");

    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.quarantined).toHaveLength(1);
    expect(alertsOf(aws)).toMatchObject([{ steps: { contain: { status: "failed" } } }]);
  });
});
