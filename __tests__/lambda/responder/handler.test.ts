import {
  DENYLIST_SID,
  denylistStatement,
  NOBODY,
} from "../../../lambda/responder/contain/denylist";
import { makeHandler } from "../../../lambda/responder/handler";
import { FakeAws } from "./fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  settings,
  trailEvent,
} from "./fixtures";
import { alertsOf, fail, respondWith } from "./invoke";

const byNotification = notifications(notification({}));
const { sparedArns } = settings;

/** A bucket that holds the version the events tell of. */
function attacked(): FakeAws {
  const aws = new FakeAws();
  aws.bucket.put("reports/2026 summary.csv", "x", new Date("2026-01-01T12:00:00Z"));
  return aws;
}

describe("an intruder's upload", () => {
  test("is deleted, blocked, quarantined and told of by CloudTrail's event alone", async () => {
    const aws = attacked();

    await respondWith(aws)(trailEvent());

    expect(aws.bucket.ids()).toEqual([]);
    const statement = denylistStatement({ bucketArn: `arn:aws:s3:::${BUCKET}`, sparedArns }, [
      "AIDAINTRUDER",
      NOBODY,
    ]);
    expect(JSON.parse(aws.bucketPolicy ?? "")).toMatchObject({ Statement: [statement] });
    expect(aws.quarantined).toEqual(["user mallory"]);
    expect(alertsOf(aws)).toMatchObject([{ stage: "quarantined", severity: "HIGH" }]);
  });

  test("is deleted, blocked and told of by the notification alone", async () => {
    const aws = attacked();

    await respondWith(aws)(byNotification);

    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.denylist).toContain("AIDAINTRUDER");
    expect(alertsOf(aws)).toMatchObject([
      { stage: "contained", steps: { quarantine: { status: "awaiting-trail" } } },
    ]);
  });

  test("is deleted before anything else is asked of AWS", async () => {
    const aws = attacked();
    await respondWith(aws)(byNotification);
    expect(aws.calls[0]).toBe("deleteVersion");
  });

  test("is told of after everything was done, and filed in Security Hub before that", async () => {
    const aws = attacked();
    await respondWith(aws)(trailEvent());
    expect(aws.calls.slice(aws.calls.indexOf("file"))).toEqual(["file", "now", "publish", "log"]);
    expect(alertsOf(aws)).toMatchObject([{ filing: { status: "filed" } }]);
  });

  test("by a role is blocked by session at first, and as a whole role when the trail tells which", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    const identity = roleIdentity({ name: "reporting", id: "AROAX", session: "laptop" });

    await handle(notifications(notification({ principalId: "AWS:AROAX:laptop" })));
    expect(aws.denylist).toEqual(["AROAX:laptop"]);
    await handle(trailEvent({ userIdentity: identity }));

    expect(aws.denylist).toEqual(["AROAX:*"]);
    expect(aws.quarantined).toEqual(["role reporting"]);
    expect(alertsOf(aws).map(({ stage }) => stage)).toEqual(["contained", "quarantined"]);
  });

  test("known to nobody is deleted and told of with the reason why nobody is blocked", async () => {
    const aws = attacked();
    await respondWith(aws)(notifications(notification({ principalId: "A9STRANGER" })));
    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.policyWrites).toBe(0);
    expect(alertsOf(aws)).toMatchObject([
      { severity: "CRITICAL", steps: { contain: { status: "impossible" } } },
    ]);
  });

  test("is only told of in observe mode", async () => {
    const aws = attacked();
    await respondWith(aws, {}, { responseMode: "observe" })(trailEvent());
    expect([aws.bucket.ids(), aws.quarantined, aws.policyWrites]).toEqual([["v1"], [], 0]);
    expect(alertsOf(aws)).toMatchObject([{ stage: "observed", severity: "MEDIUM" }]);
  });

  test("leaves lines of JSON with the incident's id", async () => {
    const aws = attacked();
    await respondWith(aws)(trailEvent());
    expect(aws.logged).toHaveLength(2);
    for (const entry of aws.logged) expect(entry).toHaveProperty("incident");
  });
});

describe("an upload of which CloudTrail names no version", () => {
  const versionless = trailEvent({ responseElements: null });

  test("is found by its time, deleted, and joins the notification's incident", async () => {
    const aws = attacked();
    const handle = respondWith(aws);

    await handle(versionless);
    await handle(byNotification);

    expect(aws.bucket.ids()).toEqual([]);
    expect(new Set(alertsOf(aws).map(({ incident }) => incident)).size).toBe(1);
  });

  test("joins the notification's incident when that was handled first", async () => {
    const aws = attacked();
    const handle = respondWith(aws);

    await handle(byNotification);
    await handle(versionless);

    const alerts = alertsOf(aws);
    expect(alerts.map(({ stage }) => stage)).toEqual(["contained", "quarantined"]);
    expect(new Set(alerts.map(({ incident }) => incident)).size).toBe(1);
  });

  test("is left alone when another version is as likely", async () => {
    const aws = attacked();
    aws.bucket.put("reports/2026 summary.csv", "y", new Date("2026-01-01T12:00:01Z"));
    await respondWith(aws)(versionless);
    expect(aws.bucket.ids()).toEqual(["v1", "v2"]);
    expect(alertsOf(aws)).toMatchObject([
      { severity: "CRITICAL", steps: { remove: { status: "version-unknown" } } },
    ]);
  });
});

describe("an upload by somebody allowed", () => {
  test("leaves no trace but a line in the log", async () => {
    const aws = attacked();
    await respondWith(aws)(notifications(notification({ principalId: "AWS:AIDAUPLOADER" })));
    expect(aws.calls).toEqual(["log"]);
  });
});

describe("events that come more than once", () => {
  test("change nothing and alert nobody again", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    const policy = aws.bucketPolicy;

    await handle(trailEvent());

    expect(aws.published).toHaveLength(1);
    expect([aws.policyWrites, aws.bucketPolicy, aws.quarantined.length]).toEqual([1, policy, 1]);
  });

  test("ask AWS again for the deletion alone", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    aws.calls.length = 0;
    await handle(trailEvent());
    expect(aws.calls.filter((call) => call !== "now" && call !== "log")).toEqual(["deleteVersion"]);
  });

  test("in the other order tell nothing after the trail's event told it all", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    await handle(byNotification);
    expect(alertsOf(aws).map(({ stage }) => stage)).toEqual(["quarantined"]);
  });

  test("at the same time make one alert", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await Promise.all([handle(trailEvent()), handle(trailEvent()), handle(trailEvent())]);
    expect(aws.published).toHaveLength(1);
  });
});

/** What `warden release` leaves behind. */
const release = (aws: FakeAws, releasedAt: string, userId = "AIDAINTRUDER") => {
  const pk = `block#${BUCKET}#${userId}`;
  aws.table.items.set(pk, { ...aws.table.items.get(pk), releasedAt: { S: releasedAt } });
  const list = aws.table.items.get(`denylist#${BUCKET}`);
  aws.table.items.set(`denylist#${BUCKET}`, { ...list, userIds: { SS: [NOBODY] } });
};

describe("a block that was lifted", () => {
  test("is not put back by events of before", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(byNotification);
    release(aws, "2026-01-01T12:00:30Z");

    await handle(byNotification);
    await handle(trailEvent());

    expect(aws.denylist).toEqual([]);
    expect(aws.quarantined).toEqual([]);
    expect(alertsOf(aws)[1]).toMatchObject({ steps: { quarantine: { status: "released" } } });
  });

  test("is not widened by CloudTrail's event, which is older than the release", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(notifications(notification({ principalId: "AWS:AROAX:laptop" })));
    release(aws, "2026-01-01T12:00:30Z", "AROAX:laptop");
    const identity = roleIdentity({ name: "reporting", id: "AROAX", session: "laptop" });

    await handle(trailEvent({ userIdentity: identity }));

    expect(aws.denylist).toEqual([]);
    expect(alertsOf(aws)[1]).toMatchObject({ steps: { contain: { status: "released" } } });
  });

  test("is made anew by an upload that comes after", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(byNotification);
    release(aws, "2026-01-01T12:00:30Z");

    await handle(
      trailEvent({
        eventTime: "2026-01-01T12:01:00Z",
        responseElements: { "x-amz-version-id": "v9" },
      }),
    );

    expect(aws.denylist).toEqual(["AIDAINTRUDER"]);
    expect(aws.quarantined).toEqual(["user mallory"]);
  });
});

describe("an upload in spite of a block", () => {
  test("is noticed of another session of the role", async () => {
    const aws = attacked();
    const identity = roleIdentity({ name: "reporting", id: "AROAX", session: "laptop" });
    await respondWith(aws)(trailEvent({ userIdentity: identity }));
    const record = notification({ principalId: "AWS:AROAX:phone", object: { versionId: "v9" } });

    await respondWith(aws)(notifications({ ...record, eventTime: "2026-01-01T12:06:00.000Z" }));

    expect(alertsOf(aws)[1]).toMatchObject({ late: true, severity: "CRITICAL" });
  });

  test("is none after the block was lifted", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    release(aws, "2026-01-01T12:05:00Z");
    await handle(later("2026-01-01T12:10:00Z"));
    expect(alertsOf(aws).every(({ late }) => late === false)).toBe(true);
    expect(aws.denylist).toEqual(["AIDAINTRUDER"]);
  });

  const later = (eventTime: string) =>
    trailEvent({ eventTime, responseElements: { "x-amz-version-id": "v9" }, requestID: "LATER" });

  test("is expected while the block is on its way", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    await handle(later("2026-01-01T12:01:00Z"));
    expect(alertsOf(aws)).toHaveLength(1);
  });

  test("is critical once the block has had the time to be in force", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    await handle(later("2026-01-01T12:06:00Z"));
    expect(alertsOf(aws)[1]).toMatchObject({ late: true, severity: "CRITICAL" });
  });
});

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

describe("an event of several records", () => {
  test("is worked through whole, whatever becomes of one of them", async () => {
    const aws = attacked();
    aws.bucket.put("b", "y", new Date("2026-01-01T12:00:00Z"));
    const unreadable = notification({ object: { key: undefined } });
    const other = notification({ object: { key: "b", versionId: "v2" } });

    await expect(
      respondWith(aws)(notifications(unreadable, notification({}), other)),
    ).rejects.toHaveProperty("name", "UnreadableEventError");

    expect(aws.bucket.ids()).toEqual([]);
  });

  test("fails with all the reasons when several fail", async () => {
    const handle = respondWith(new FakeAws(), { deleteVersion: fail });
    const two = notifications(notification({}), notification({ object: { versionId: "v2" } }));
    await expect(handle(two)).rejects.toThrow(/#v1: failed: remove; .*#v2: failed: remove/);
  });
});

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

const scheduled = {
  version: "0",
  id: "tick-1",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  time: "2026-01-01T12:05:00Z",
  detail: {},
};

describe("a bucket policy changed by another hand", () => {
  const changed = (identity: Readonly<Record<string, unknown>>) =>
    trailEvent({
      eventName: "DeleteBucketPolicy",
      eventTime: "2026-01-01T12:10:00Z",
      requestParameters: { bucketName: BUCKET, policy: "" },
      userIdentity: identity,
      eventID: "CHANGE1",
    });
  const operator = roleIdentity({ name: "ops", id: "AROAOPS", session: "jo" });

  test("gets its denylist back, and the team is told whose block had been lifted, once", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    aws.bucketPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Theirs" }] });

    await handle(changed(operator));
    aws.now = new Date(aws.now.getTime() + 3_600_000);
    await handle(changed(operator));

    expect(JSON.parse(aws.bucketPolicy)).toMatchObject({
      Statement: [{ Sid: "Theirs" }, { Sid: DENYLIST_SID }],
    });
    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration", severity: "CRITICAL" }]);
  });

  test("is told of by the retry when the alert couldn't be sent", async () => {
    const aws = attacked();
    await respondWith(aws)(trailEvent());
    aws.bucketPolicy = undefined;
    await expect(respondWith(aws, { publish: fail })(changed(operator))).rejects.toThrow("down");

    await respondWith(aws)(changed(operator));

    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration" }]);
  });

  test("is not looked at when the responder itself changed it", async () => {
    const aws = attacked();
    const own = roleIdentity({ name: "warden-responder", id: "AROARESPONDER", session: "fn" });
    await respondWith(aws)(changed(own));
    expect(aws.calls).toEqual(["log"]);
  });

  test("unseen by CloudTrail gets its denylist back by the schedule", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    aws.bucketPolicy = undefined;

    await handle(scheduled);

    expect(aws.bucketPolicy).toContain("AIDAINTRUDER");
    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration" }]);
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

test("an event that is not about an upload is logged with the reason", async () => {
  const aws = attacked();
  await respondWith(aws)(trailEvent({ errorCode: "NoSuchBucket" }));
  expect(aws.calls).toEqual(["log"]);
  expect(aws.logged).toMatchObject([{ level: "info", ignored: expect.any(String) as unknown }]);
});

test("a step that doesn't end is told as failed while there is time to tell", async () => {
  const aws = attacked();
  const ports = aws.ports({ deleteVersion: async () => new Promise(() => undefined) });
  const handle = makeHandler({ settings, region: "eu-west-1", ports });
  const context = { getRemainingTimeInMillis: () => 25_050 };
  await expect(handle(trailEvent(), context)).rejects.toThrow("failed: remove");
  expect(alertsOf(aws)).toMatchObject([
    {
      severity: "CRITICAL",
      steps: { remove: { error: "TimeUpError: not finished within 50 ms" } },
    },
  ]);
});

test("records for which no time is left fail, and are taken up by the retry", async () => {
  const aws = attacked();
  const handle = makeHandler({ settings, region: "eu-west-1", ports: aws.ports() });
  await expect(handle(byNotification, { getRemainingTimeInMillis: () => 20_000 })).rejects.toThrow(
    "no time left",
  );
  expect(aws.published).toEqual([]);
});
