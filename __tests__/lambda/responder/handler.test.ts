import { denylistStatement, NOBODY } from "../../../lambda/responder/contain/denylist";
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
import { alertsOf, attacked, fail, respondWith } from "./invoke";

const { sparedArns } = settings;
const byNotification = notifications(notification({}));

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
