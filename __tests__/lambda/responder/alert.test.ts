import fc from "fast-check";
import { type Alert, composeAlert, toMessage } from "../../../lambda/responder/alert";
import { quote } from "../../../lambda/responder/alert-text";
import { type Steps } from "../../../lambda/responder/outcome";
import { type Upload } from "../../../lambda/responder/upload";
import { ACCOUNT, upload, user } from "./fixtures";

const place = { accountId: ACCOUNT, accountName: "shop", region: "eu-west-1" };
const allDone: Steps = {
  remove: { status: "gone", versionId: "v1" },
  contain: { status: "blocked", userId: user.userId },
  quarantine: { status: "attached", to: "user mallory" },
};

const alertOn = (steps: Partial<Steps> = {}, about: Upload = upload) =>
  composeAlert(
    { id: "incident#1", upload: about, steps: { ...allDone, ...steps } },
    "quarantined",
    place,
  );

const SNS_LIMIT = 262_144;

describe("the alert's document", () => {
  test("says what happened, where, by whom, and what was done", () => {
    const { text, title, nextStep, ...document } = alertOn();

    expect(title).toBe("upload to acme-production deleted, writer blocked");
    expect(nextStep).toContain("docs/operating.md says how");
    expect(text).toContain('"reports/2026 summary.csv"');
    expect(document).toEqual({
      schema: "bucket-warden/alert/1",
      incident: "incident#1",
      stage: "quarantined",
      severity: "HIGH",
      account: { id: ACCOUNT, name: "shop" },
      region: "eu-west-1",
      bucket: "acme-production",
      key: "reports/2026 summary.csv",
      versionId: "v1",
      principal: user,
      sourceIp: "203.0.113.7",
      time: upload.time,
      how: "Put",
      steps: allDone,
    });
  });

  test.each<[Partial<Steps>, string, RegExp, RegExp]>([
    [
      { remove: { status: "failed", error: "Timeout" } },
      "CRITICAL",
      /NOT deleted.*failed: remove/,
      /^Failed: remove/,
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
      /deleted.*failed: quarantine/,
      /^Failed: quarantine/,
    ],
    [
      { remove: { status: "locked", message: "no" } },
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
    [
      { contain: { status: "impossible", why: "nobody" } },
      "CRITICAL",
      /NOT blocked/,
      /can write again/,
    ],
    [
      { quarantine: { status: "impossible", why: "SSO" } },
      "HIGH",
      /deleted, writer blocked/,
      /Lift the block/,
    ],
  ])("on %j is %s and tells the truth", (steps, severity, title, nextStep) => {
    expect(alertOn(steps)).toMatchObject({
      severity,
      title: expect.stringMatching(title) as unknown,
      nextStep: expect.stringMatching(nextStep) as unknown,
    });
  });

  test("says that nothing was done when nothing was tried", () => {
    const none = { status: "not-attempted", why: "the response mode is observe" } as const;
    const alert = alertOn({ remove: none, contain: none, quarantine: none });
    expect(alert).toMatchObject({
      severity: "MEDIUM",
      title: expect.stringContaining("nothing was done") as unknown,
    });
    expect(alert.text).toContain("observe");
  });

  test("leaves out what isn't known", () => {
    const { versionId, sourceIp, ...unknown } = upload;
    expect([versionId, sourceIp]).not.toContain(undefined);
    const alert = alertOn({}, unknown);
    expect(alert).not.toHaveProperty("versionId");
    expect(alert.text).toContain("Version: not known");
  });
});

describe("the message to SNS", () => {
  test("has the document for machines, and the text for people", () => {
    const alert = alertOn();
    const parts = JSON.parse(toMessage(alert).message) as Record<string, string>;

    expect(Object.keys(parts)).toEqual(["default", "email", "email-json"]);
    expect(JSON.parse(parts.default ?? "") as Alert).toEqual(alert);
    expect(parts["email-json"]).toBe(parts.default);
    expect(parts.email).toBe(alert.text);
  });

  test("can be filtered by severity, kind, stage and account", () => {
    expect(toMessage(alertOn()).attributes).toEqual({
      severity: "HIGH",
      kind: "incident",
      stage: "quarantined",
      account: ACCOUNT,
    });
  });

  test("has a subject of printable ASCII that is short enough, whatever the bucket is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (bucket) => {
        expect(toMessage(alertOn({}, { ...upload, bucket })).subject).toMatch(
          /^[\x20-\x7e]{1,100}$/,
        );
      }),
      { examples: [["b".repeat(200)], ["\r\n\u202e"]] },
    );
  });

  test("stays far below SNS's limit with the longest key in its longest form", () => {
    const message = toMessage(alertOn({}, { ...upload, key: "\u0001".repeat(1_024) })).message;
    expect(Buffer.byteLength(message)).toBeLessThan(SNS_LIMIT / 2);
  });
});

describe("the text for people", () => {
  test("has as many lines for a key full of line breaks as for any other", () => {
    const lines = (key: string) =>
      alertOn({}, { ...upload, key }).text.split(/[\n\r\u2028\u2029\u0085]/).length;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\u2028", "\u0085", '"') }),
        (key) => {
          expect(lines(key)).toBe(lines("plain"));
        },
      ),
    );
  });

  test("shows characters that hide or turn text as what they are", () => {
    expect(quote("invoice\u202efdp.exe\u200b")).toBe('"invoice\\u202efdp.exe\\u200b"');
  });

  test("quotes text in a way that can be undone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(JSON.parse(quote(value))).toBe(value);
      }),
    );
  });
});
