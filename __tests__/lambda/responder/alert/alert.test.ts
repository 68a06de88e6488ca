import fc from "fast-check";
import { alertSchema } from "../../../../alerts/alert-schema";
import {
  type Alert,
  deniedAlert,
  incidentAlert,
  restorationAlert,
  summaryAlert,
  type Told,
  toMessage,
} from "../../../../lambda/responder/alert/alert";
import { type Steps } from "../../../../lambda/responder/outcome";
import { known } from "../../../../lambda/responder/events/reading";
import { type Principal, type Upload } from "../../../../lambda/responder/events/upload";
import { ACCOUNT, BUCKET, roleSession, upload, user } from "../fixtures";

const place = { accountId: ACCOUNT, accountName: "shop", region: "eu-west-1" };
const now = new Date("2026-01-01T12:00:04.210Z");
const allDone: Steps = {
  remove: { status: "gone", versionId: "v1" },
  contain: { status: "blocked", userId: user.userId },
  quarantine: { status: "attached", to: "user mallory" },
  abort: { status: "none-unfinished" },
};

const toldOf = (steps: Partial<Steps> = {}, changes: Partial<Told> = {}): Told => ({
  id: "incident#1",
  stage: "quarantined",
  upload,
  steps: { ...allDone, ...steps },
  late: false,
  ...changes,
});

const alertOn = (steps: Partial<Steps> = {}, changes: Partial<Told> = {}) =>
  checked(incidentAlert(toldOf(steps, changes), place, now));

const by = (principal: Principal, changes: Partial<Upload> = {}) =>
  alertOn({}, { upload: { ...upload, principal, ...changes } });

const SNS_LIMIT = 262_144;

/** Every alert that is composed here has to be what the published schema says, and no more. */
function checked<A extends Alert>(alert: A): A {
  expect(alertSchema.parse(alert)).toEqual(alert);
  return alert;
}

const kept = { message: "no", marker: "set", tag: "refused" };
const none = { status: "not-attempted", why: "the response mode is observe" } as const;

describe("the alert's document", () => {
  test("says what happened, where, by whom, what was done, how long it took and what to do", () => {
    const { text, links, ...document } = alertOn({}, { filing: { status: "filed", finding: "f" } });

    expect(text).toContain('"reports/2026 summary.csv"');
    expect(links).toHaveLength(5);
    expect(document).toEqual({
      schema: "bucket-warden/alert/1",
      kind: "incident",
      incident: "incident#1",
      stage: "quarantined",
      severity: "HIGH",
      title: "upload to acme-production deleted, writer blocked",
      account: { id: ACCOUNT, name: "shop" },
      region: "eu-west-1",
      bucket: BUCKET,
      key: "reports/2026 summary.csv",
      versionId: "v1",
      principal: user,
      sourceIp: "203.0.113.7",
      time: upload.time,
      how: "Put",
      steps: allDone,
      late: false,
      filing: { status: "filed", finding: "f" },
      seconds: 4.2,
      nextStep: expect.stringMatching(/^Find out why this writer had access/),
      commands: ["npx warden release --workload 'shop' --user-id 'AIDAINTRUDER' --reason '<why>'"],
    });
  });

  test.each<[Partial<Steps>, string, RegExp, RegExp]>([
    [
      { remove: { status: "failed", error: "Timeout" } },
      "CRITICAL",
      /NOT deleted.*failed: remove/,
      /^Failed: remove.*still in the bucket/,
    ],
    [
      { contain: { status: "failed", error: "Timeout" } },
      "CRITICAL",
      /NOT blocked.*failed: contain/,
      /^Failed: contain/,
    ],
    [
      { quarantine: { status: "failed", error: "Timeout" } },
      "CRITICAL",
      /deleted, writer blocked.*failed: quarantine/,
      /^Failed: quarantine/,
    ],
    [
      { abort: { status: "failed", error: "Timeout" } },
      "CRITICAL",
      /deleted, writer blocked.*failed: abort/,
      /^Failed: abort/,
    ],
    [
      { remove: { status: "locked", until: "2027-01-01T00:00:00Z", ...kept } },
      "CRITICAL",
      /NOT deleted \(locked\)/,
      /still in the bucket/,
    ],
    [
      { remove: { status: "held", ...kept } },
      "CRITICAL",
      /NOT deleted \(legal hold\)/,
      /still in the bucket/,
    ],
    [
      { remove: { status: "mfa-protected", ...kept } },
      "CRITICAL",
      /NOT deleted/,
      /still in the bucket/,
    ],
    [
      { remove: { status: "version-unknown", why: "?" } },
      "CRITICAL",
      /NOT deleted/,
      /still in the bucket/,
    ],
    [
      { remove: { status: "superseded", why: "newer" } },
      "HIGH",
      /replaced, writer blocked/,
      /Lift the block/,
    ],
    [{ remove: { status: "already-gone", why: "404" } }, "HIGH", /gone already/, /Lift the block/],
    [
      { contain: { status: "impossible", why: "nobody" } },
      "CRITICAL",
      /NOT blocked/,
      /^The writer can write again.*access keys/,
    ],
    [
      { contain: { status: "no-room", userId: "AIDA1", why: "20 KB" } },
      "CRITICAL",
      /NOT blocked \(no room\)/,
      /^The bucket policy is full/,
    ],
    [
      { contain: { status: "blocked", userId: "AIDA1", warning: "83 % full" } },
      "HIGH",
      /writer blocked/,
      /filling up: "83 % full"/,
    ],
    [
      { contain: { status: "released", why: "by Eva" } },
      "HIGH",
      /writer released since/,
      /nothing is left to do/,
    ],
    [
      { contain: { status: "already-blocked", userId: "AIDA1", since: "2025" } },
      "HIGH",
      /writer blocked/,
      /Lift the block/,
    ],
    [
      { quarantine: { status: "impossible", why: "SSO" } },
      "HIGH",
      /deleted, writer blocked/,
      /Lift the block/,
    ],
    [
      { remove: none, contain: none, quarantine: none, abort: none },
      "MEDIUM",
      /observed, nothing was done/,
      /^Judge whether the upload was right; nothing was changed\.$/,
    ],
  ])("on %j is %s and tells the truth", (steps, severity, title, nextStep) => {
    expect(alertOn(steps)).toMatchObject({
      severity,
      title: expect.stringMatching(title) as unknown,
      nextStep: expect.stringMatching(nextStep) as unknown,
    });
  });

  test("says at once that a block doesn't hold, and how to go further", () => {
    expect(alertOn({}, { late: true })).toMatchObject({
      severity: "CRITICAL",
      title: expect.stringMatching(/^BLOCK DOES NOT HOLD: /),
      nextStep: expect.stringMatching(/^The block doesn't hold.*Disable the user's access keys/),
    });
  });

  test("counts the uploads for which it stands", () => {
    const episode = { uploads: 100, since: "2026-01-01T11:59:00Z" };
    const alert = alertOn({}, { episode });
    expect(alert.title).toBe("100 uploads to acme-production, the last deleted, writer blocked");
    expect(alert.text).toContain("Uploads so far: 100");
  });

  test("has one command for each denylist entry, none for a writer that isn't blocked", () => {
    const userId = "111111111111:bob AIDAISSUER";
    expect(alertOn({ contain: { status: "blocked", userId } }).commands).toEqual([
      expect.stringContaining("--user-id '111111111111:bob' "),
      expect.stringContaining("--user-id 'AIDAISSUER' "),
    ]);
    expect(alertOn({ contain: { status: "impossible", why: "" } }).commands).toEqual([]);
  });

  test.each([
    ["not a date", null],
    ["2026-01-01T12:00:09Z", 0],
  ])("of an upload at %s says that it took %s seconds", (time, seconds) => {
    expect(alertOn({}, { upload: { ...upload, time } })).toHaveProperty("seconds", seconds);
  });

  test("leaves out what isn't known", () => {
    const { versionId, sourceIp, ...unknown } = upload;
    expect([versionId, sourceIp]).not.toContain(undefined);
    const alert = alertOn({}, { upload: unknown });
    expect(alert).not.toHaveProperty("versionId");
    expect(alert.text).toContain("Version: not known");
  });
});

describe("the text for people", () => {
  test("tells step by step what was done, and apart from it what was not", () => {
    const { text } = alertOn({
      remove: { status: "locked", until: "2027-01-01T00:00:00Z", ...kept },
      quarantine: { status: "awaiting-trail", why: "the role is not known yet" },
    });
    const [done = "", undone = ""] = text.split("What was not done:");
    expect(done).toContain("Writer: blocked from writing");
    expect(done).toContain("Quarantine: not yet");
    expect(done).toContain("Took: 4.2 s");
    expect(undone).toContain('Object: STILL THERE, locked: nobody can delete it before "2027');
    expect(undone).toContain('delete marker: "set"; tag against reading: "refused"');
  });

  test("tells of a writer for whom the bucket policy has no room as not done", () => {
    const { text } = alertOn({ contain: { status: "no-room", userId: "AIDA1", why: "20 KB" } });
    expect(text.split("What was not done:")[1]).toContain('no room for "AIDA1": "20 KB"');
  });

  const roots: Principal = { kind: "root", userId: ACCOUNT };
  test.each<[Principal, string, RegExp]>([
    [user, "IAM user", /Disable the user's access keys/],
    [roleSession, "session of an IAM role", /Revoke the role's active sessions/],
    [
      known({ ...roleSession, roleArn: undefined, kind: "identity-center" as const }),
      "person of IAM Identity Center",
      /Remove the person's assignment/,
    ],
    [
      { kind: "unknown-role-session", userId: "AROA1:s", roleId: "AROA1", sessionName: "s" },
      "session of a role",
      /a second alert tells it/,
    ],
    [
      { kind: "account", userId: "AIDA9", accountId: "999999999999" },
      "caller of another account",
      /"StringEquals":\{"aws:PrincipalAccount":"999999999999"\}/,
    ],
    [
      { kind: "federated", userId: "1:bob", issuer: user },
      "federated user",
      /keys of the IAM user that issued/,
    ],
    [
      { kind: "service", userId: "x", service: "x.amazonaws.com" },
      "AWS service",
      /who configured the service/,
    ],
    [roots, "root of an account", /No IAM policy binds it/],
    [{ kind: "anonymous", userId: "anonymous" }, "nobody in particular", /Block Public Access/],
    [{ kind: "unrecognized", userId: "?" }, "caller of an unknown kind", /in CloudTrail/],
  ])("says of %j that it is %s, and what to do about its kind", (principal, called, advice) => {
    const { text } = by(principal);
    expect(text).toContain(`By: ${called}`);
    expect(text).toMatch(advice);
  });

  test("tells all that is known of the writer", () => {
    const { text } = by(
      { ...roleSession, sourceIdentity: "eva", federatedBy: "accounts.example" },
      { authentication: "QueryString" },
    );
    expect(text).toContain(`ARN: "${roleSession.arn}"`);
    expect(text).toContain(`role: "${roleSession.roleArn}"`);
    expect(text).toContain('source identity: "eva"');
    expect(text).toContain('identity provider: "accounts.example"');
    expect(text).toContain("Signed in the URL: by a presigned URL or by the console.");
  });

  test("names the issuer of a federated session", () => {
    expect(by({ kind: "federated", userId: "1:bob", issuer: user }).text).toContain(
      `issued by: "${user.arn}"`,
    );
  });

  test("has as many lines for a key full of line breaks as for any other", () => {
    const lines = (key: string) =>
      alertOn({}, { upload: { ...upload, key } }).text.split(/[\n\r\v\f\u2028\u2029\u0085]/).length;
    const plain = lines("plain");
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\v", "\u2028", "\u0085", '"') }),
        (key) => {
          expect(lines(key)).toBe(plain);
        },
      ),
    );
  });
});

describe("the other alerts", () => {
  const summary = {
    id: "episode#1",
    bucket: BUCKET,
    uploads: 10_000,
    told: 5,
    since: "2026-01-01T12:00:00Z",
    until: "2026-01-01T12:01:00Z",
  };
  const attempt = {
    ...{ bucket: BUCKET, key: "k", principal: user, time: upload.time, how: "Put" },
    ...{ requestId: "R", error: "AccessDenied" },
  };
  const cause = { eventId: "e-1", time: upload.time, call: "PutBucketPolicy", principal: user };

  test("sum up an episode that is over", () => {
    const alert = checked(summaryAlert(summary, place));
    expect(alert).toMatchObject({
      ...{ kind: "summary", severity: "HIGH", incident: "episode#1", uploads: 10_000, told: 5 },
      title: "10000 uploads to acme-production in one episode, which is over",
      commands: ["npx warden incidents --workload 'shop' --since '2026-01-01T12:00:00Z'"],
    });
    expect(alert.text).toContain("of which 5 were told of one by one");
  });

  test.each([
    [10, "MEDIUM"],
    [99, "MEDIUM"],
    [100, "HIGH"],
  ])("tell %d refused uploads as %s", (count, severity) => {
    const denied = { id: "denied#1", last: attempt, count, since: upload.time };
    const alert = checked(deniedAlert(denied, place));
    expect(alert).toMatchObject({ kind: "denied-attempts", severity, count, principal: user });
    expect(alert.text).toContain(`Refused: ${count}`);
  });

  test("tell of blocks that had been lifted by hand, and by whom", () => {
    const restored = { id: "restoration#1", lifted: ["AIDA1", "AROA1:*"], cause };
    const alert = checked(restorationAlert(restored, BUCKET, place));
    expect(alert).toMatchObject({
      kind: "restoration",
      severity: "CRITICAL",
      lifted: ["AIDA1", "AROA1:*"],
    });
    expect(alert.text).toContain('"AROA1:*"');
    expect(alert.text).toContain(`ARN: "${user.arn}"`);
    expect(alert.links[0]?.url).toContain("#/events/e-1");
  });

  test("don't name a hand that isn't known", () => {
    const found = { eventId: "e-2", time: upload.time, call: "schedule" };
    const alert = checked(
      restorationAlert({ id: "r", lifted: ["AIDA1"], cause: found }, BUCKET, place),
    );
    expect(alert.text).toContain("Who did it:\n  not known");
    expect(alert.links.map(({ url }) => url).join()).not.toContain("e-2");
  });

  test("have no stage to filter by, but all else", () => {
    expect(toMessage(summaryAlert(summary, place)).attributes).toEqual({
      ...{ severity: "HIGH", kind: "summary", account: ACCOUNT, bucket: BUCKET },
    });
  });
});

describe("the message to SNS", () => {
  test("has the document for machines, and the text for people", () => {
    const alert = alertOn();
    const parts = JSON.parse(toMessage(alert).message) as Record<string, string>;

    expect(Object.keys(parts)).toEqual(["default", "email"]);
    expect(JSON.parse(parts.default ?? "") as Alert).toEqual(alert);
    expect(parts.email).toBe(alert.text);
  });

  test("can be filtered by severity, kind, stage, account, bucket and kind of writer", () => {
    expect(toMessage(alertOn()).attributes).toEqual({
      severity: "HIGH",
      kind: "incident",
      stage: "quarantined",
      account: ACCOUNT,
      bucket: BUCKET,
      principalKind: "user",
    });
  });

  test("has no attribute without a value", () => {
    const { attributes } = toMessage(alertOn({}, { upload: { ...upload, bucket: "" } }));
    expect(attributes).not.toHaveProperty("bucket");
  });

  test("has a subject of printable ASCII that is short enough, whatever the bucket is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (bucket) => {
        expect(toMessage(alertOn({}, { upload: { ...upload, bucket } })).subject).toMatch(
          /^[\x20-\x7e]{1,100}$/,
        );
      }),
      { examples: [["b".repeat(200)], ["\r\n\u202e"]] },
    );
  });

  const longError = fc.string({ unit: "binary", minLength: 1_000, maxLength: 1_000 });
  const hostileKey = fc
    .string({ unit: "binary", maxLength: 1_024 })
    .filter((key) => Buffer.byteLength(key) <= 1_024);

  test("fits into SNS with the worst key, name and 1,000 characters of error in every step", () => {
    fc.assert(
      fc.property(hostileKey, longError, (key, error) => {
        const steps: Steps = {
          remove: { status: "locked", until: error, message: error, marker: error, tag: error },
          contain: { status: "blocked", userId: error, warning: error },
          quarantine: { status: "failed", error },
          abort: { status: "failed", error },
        };
        const principal = { ...roleSession, userId: error, sessionName: error, arn: error };
        const alert = alertOn(steps, { upload: { ...upload, key, principal, how: error } });
        const { message, subject } = toMessage(alert);

        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(SNS_LIMIT);
        expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
        const parts = JSON.parse(message) as { readonly default: string; readonly email: string };
        const document = JSON.parse(parts.default) as Alert;
        expect(document).toMatchObject({ incident: "incident#1", severity: "CRITICAL", key });
        checked(document);
      }),
      {
        numRuns: 30,
        examples: [
          ["\u0001".repeat(1_024), "\u0001".repeat(1_000)],
          ['"'.repeat(1_024), "\\".repeat(1_000)],
          ["\ud800".repeat(341), "\udfff".repeat(1_000)],
          ["\u{e0041}".repeat(256), "\u{e0041}".repeat(500)],
        ],
      },
    );
  });

  test("says so when it had to be cut short, and only then", () => {
    const error = "\u0001".repeat(1_000);
    const long: Steps = {
      remove: { status: "locked", until: error, message: error, marker: error, tag: error },
      contain: { status: "blocked", userId: error, warning: error },
      quarantine: { status: "failed", error },
      abort: { status: "failed", error },
    };
    const documentOf = (alert: Alert) =>
      JSON.parse((JSON.parse(toMessage(alert).message) as { default: string }).default) as Alert;
    const key = "\u0001".repeat(1_024);
    const worst = alertOn(long, { upload: { ...upload, key, how: error, sourceIp: error } });
    expect(documentOf(worst)).toHaveProperty("cut", true);
    expect(documentOf(alertOn())).not.toHaveProperty("cut");
  });
});
