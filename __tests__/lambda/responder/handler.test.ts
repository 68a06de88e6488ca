import { type Alert } from "../../../lambda/responder/alert";
import { denylistStatement, NOBODY } from "../../../lambda/responder/denylist";
import { makeHandler, type Ports } from "../../../lambda/responder/handler";
import { FakeAws } from "./fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  settings,
  trailEvent,
} from "./fixtures";

const respondWith = (
  aws: FakeAws,
  instead: Partial<Ports> = {},
  changes: Partial<typeof settings> = {},
) =>
  makeHandler({
    settings: { ...settings, ...changes },
    region: "eu-west-1",
    ports: aws.ports(instead),
  });

const byNotification = notifications(notification({}));

const alerts = (aws: FakeAws) =>
  aws.published.map(({ message }) => {
    const { default: json = "" } = JSON.parse(message) as Record<string, string>;
    return JSON.parse(json) as Alert;
  });

const fail = async () => Promise.reject(new Error("AWS is down"));

describe("an intruder's upload", () => {
  test("is deleted, blocked, quarantined and told of by CloudTrail's event alone", async () => {
    const aws = new FakeAws();

    await respondWith(aws)(trailEvent());

    expect(aws.deleted).toMatchObject([{ bucket: BUCKET, versionId: "v1" }]);
    expect(JSON.parse(aws.bucketPolicy ?? "")).toMatchObject({
      Statement: [denylistStatement(`arn:aws:s3:::${BUCKET}`, ["AIDAINTRUDER", NOBODY])],
    });
    expect(aws.quarantined).toEqual(["user mallory"]);
    expect(alerts(aws)).toMatchObject([{ stage: "quarantined", severity: "HIGH" }]);
  });

  test("is deleted, blocked and told of by the notification alone", async () => {
    const aws = new FakeAws();

    await respondWith(aws)(byNotification);

    expect(aws.deleted).toHaveLength(1);
    expect([...aws.denylist]).toContain("AIDAINTRUDER");
    expect(alerts(aws)).toMatchObject([
      { stage: "contained", steps: { quarantine: { status: "awaiting-trail" } } },
    ]);
  });

  test("is deleted before anything else is asked of AWS", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(byNotification);
    expect(aws.calls[0]).toBe("deleteVersion");
  });

  test("is told of last", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(trailEvent());
    const after = aws.calls.slice(aws.calls.indexOf("publish") + 1);
    expect(after).toEqual(["markSent", "log"]);
  });

  test("by a role is blocked by session at first, and as a whole role when the trail tells which", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws);
    const identity = roleIdentity({ name: "reporting", id: "AROAX", session: "laptop" });

    await handle(notifications(notification({ principalId: "AWS:AROAX:laptop" })));
    await handle(trailEvent({ userIdentity: identity }));

    expect([...aws.denylist]).toEqual([NOBODY, "AROAX:laptop", "AROAX:*"]);
    expect(aws.quarantined).toEqual(["role reporting"]);
    expect(alerts(aws).map(({ stage }) => stage)).toEqual(["contained", "quarantined"]);
  });

  test("known to nobody is deleted and told of with the reason why nobody is blocked", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(notifications(notification({ principalId: "A2OWNER" })));
    expect(aws.deleted).toHaveLength(1);
    expect(aws.policyWrites).toBe(0);
    expect(alerts(aws)).toMatchObject([
      { severity: "CRITICAL", steps: { contain: { status: "impossible" } } },
    ]);
  });

  test("is only told of in observe mode", async () => {
    const aws = new FakeAws();
    await respondWith(aws, {}, { responseMode: "observe" })(trailEvent());
    expect([aws.deleted, aws.quarantined, aws.policyWrites]).toEqual([[], [], 0]);
    expect(alerts(aws)).toMatchObject([{ stage: "observed", severity: "MEDIUM" }]);
  });

  test("leaves one line of JSON for each decision, with the incident's id", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(trailEvent());
    expect(aws.logged).toHaveLength(2);
    for (const entry of aws.logged) expect(entry).toHaveProperty("incident");
  });
});

describe("an upload by somebody allowed", () => {
  test("leaves no trace but a line in the log", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(notifications(notification({ principalId: "AWS:AIDAUPLOADER" })));
    expect(aws.calls).toEqual(["log"]);
  });
});

describe("events that come more than once", () => {
  test("change nothing and alert nobody again", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws);
    await handle(trailEvent());
    const policy = aws.bucketPolicy;

    await handle(trailEvent());

    expect(aws.published).toHaveLength(1);
    expect([aws.policyWrites, aws.bucketPolicy, aws.quarantined.length]).toEqual([1, policy, 1]);
  });

  test("in the other order tell nothing after the trail's event told it all", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws);
    await handle(trailEvent());
    await handle(byNotification);
    expect(alerts(aws).map(({ stage }) => stage)).toEqual(["quarantined"]);
  });

  test("do not undo the release of a block", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws);
    await handle(byNotification);
    aws.denylist.delete("AIDAINTRUDER");

    await handle(byNotification);

    expect([...aws.denylist]).toEqual([NOBODY]);
  });

  test("at the same time make one alert", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws);
    await Promise.all([handle(trailEvent()), handle(trailEvent()), handle(trailEvent())]);
    expect(aws.published).toHaveLength(1);
  });
});

describe("a step that fails", () => {
  const steps = [
    ["remove", { deleteVersion: fail }],
    ["contain", { writeBucketPolicy: fail }],
    ["contain", { readBucketPolicy: fail }],
    ["contain", { addToDenylist: fail }],
    ["quarantine", { attachQuarantine: fail }],
  ] as const;

  test.each(steps)(
    "(%s, %p) is named in the alert, and the event fails after it",
    async (step, broken) => {
      const aws = new FakeAws();

      await expect(respondWith(aws, broken)(trailEvent())).rejects.toMatchObject({
        name: "StepsFailedError",
        message: expect.stringContaining(`failed: ${step}`) as unknown,
      });

      expect(alerts(aws)).toMatchObject([
        {
          severity: "CRITICAL",
          steps: { [step]: { status: "failed", error: "Error: AWS is down" } },
        },
      ]);
      expect(alerts(aws)[0]?.nextStep).toContain(`Failed: ${step}`);
    },
  );

  test("does not keep the others from being taken", async () => {
    const aws = new FakeAws();
    const handle = respondWith(aws, { deleteVersion: fail, writeBucketPolicy: fail });
    await expect(handle(trailEvent())).rejects.toThrow("failed: remove, contain");
    expect(aws.quarantined).toEqual(["user mallory"]);
  });

  test("is taken again by the retry, and alone", async () => {
    const aws = new FakeAws();
    await expect(respondWith(aws, { writeBucketPolicy: fail })(trailEvent())).rejects.toThrow(
      "contain",
    );

    await respondWith(aws)(trailEvent());

    expect(aws.policyWrites).toBe(1);
    expect(aws.quarantined).toHaveLength(1);
    expect(aws.published).toHaveLength(1);
  });

  test("after an earlier success is no failure", async () => {
    const aws = new FakeAws();
    await respondWith(aws)(byNotification);
    await respondWith(aws, { deleteVersion: fail })(trailEvent());
    expect(alerts(aws)[1]).toMatchObject({ steps: { remove: { status: "gone" } } });
  });
});

describe("an alert that can't be sent", () => {
  test("fails the event, and is sent by the retry", async () => {
    const aws = new FakeAws();
    await expect(respondWith(aws, { publish: fail })(trailEvent())).rejects.toMatchObject({
      name: "AlertError",
      cause: expect.any(Error) as unknown,
    });

    await respondWith(aws)(trailEvent());

    expect(aws.published).toHaveLength(1);
  });

  test("because the function died on the way is sent by whoever comes a minute later", async () => {
    const aws = new FakeAws();
    const died = { publish: fail, releaseClaim: fail };
    await expect(respondWith(aws, died)(trailEvent())).rejects.toThrow("no alert");

    await respondWith(aws)(trailEvent());
    expect(aws.published).toHaveLength(0);

    aws.now = new Date(aws.now.getTime() + 61_000);
    await respondWith(aws)(trailEvent());
    expect(aws.published).toHaveLength(1);
  });
});

describe("a ledger that is down", () => {
  const down = {
    readFinished: fail,
    record: fail,
    claimAlert: fail,
    markSent: fail,
    readDenylist: fail,
    addToDenylist: fail,
  };

  test("keeps neither the deletion, nor the quarantine, nor the alert from happening", async () => {
    const aws = new FakeAws();

    await expect(respondWith(aws, down)(trailEvent())).rejects.toThrow("failed: contain");

    expect(aws.deleted).toHaveLength(1);
    expect(aws.quarantined).toHaveLength(1);
    expect(alerts(aws)).toMatchObject([{ steps: { contain: { status: "failed" } } }]);
  });
});

describe("an event of several records", () => {
  test("is worked through whole, whatever becomes of one of them", async () => {
    const aws = new FakeAws();
    const unreadable = notification({ object: { key: undefined } });
    const other = notification({ object: { key: "b", versionId: "v2" } });

    await expect(
      respondWith(aws)(notifications(unreadable, notification({}), other)),
    ).rejects.toHaveProperty("name", "UnreadableEventError");

    expect(aws.deleted.map(({ versionId }) => versionId)).toEqual(["v1", "v2"]);
    expect(aws.published).toHaveLength(2);
  });

  test("fails with all the reasons when several fail", async () => {
    const handle = respondWith(new FakeAws(), { deleteVersion: fail });
    const two = notifications(notification({}), notification({ object: { versionId: "v2" } }));
    await expect(handle(two)).rejects.toThrow(/#v1: failed: remove; .*#v2: failed: remove/);
  });
});

test("an event that is not about an upload is logged with the reason", async () => {
  const aws = new FakeAws();
  await respondWith(aws)(trailEvent({ errorCode: "AccessDenied" }));
  expect(aws.calls).toEqual(["log"]);
  expect(aws.logged).toEqual([{ level: "info", ignored: "PutObject failed: AccessDenied" }]);
});
