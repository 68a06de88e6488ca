import { type Rehearsal } from "../../cli/rehearse/record";
import { startRecorder } from "../../cli/rehearse/recorder";
import { html } from "../../cli/report/html";
import { reportPage } from "../../cli/report/page";

const HOSTILE = `<script>alert("1")</script>`;

const record = (): Rehearsal => {
  const recorder = startRecorder({
    config: "warden.config.ts",
    now: () => new Date("2026-01-02T03:04:05Z"),
    onEntry: () => undefined,
  });
  recorder.note("A note", HOSTILE);
  recorder.check("A check", { ok: false, expected: "this", found: "that" });
  return recorder.record;
};

const full = (): Rehearsal => ({
  ...record(),
  verdict: "failed",
  stacks: [
    {
      name: "audit",
      accountId: "111111111111",
      kind: "audit",
      addresses: ["aws_sns_topic.Alerts"],
      applySeconds: 3,
      leftBehind: ["aws_s3_bucket.stuck"],
    },
  ],
  plans: [
    { stack: "audit", when: "after apply", seconds: 1, changes: [] },
    {
      stack: "audit",
      when: "after the incident",
      seconds: 1,
      changes: [{ address: HOSTILE, action: "update", attributes: ["policy"] }],
    },
  ],
  uploads: [
    {
      who: "An intruder",
      principal: "arn",
      bucket: "prod",
      key: HOSTILE,
      at: "2026-01-02T03:04:05Z",
      outcome: { status: "refused", because: HOSTILE },
    },
  ],
  deliveries: [
    {
      trigger: "trail",
      by: HOSTILE,
      about: HOSTILE,
      event: { key: HOSTILE },
      seconds: 0.1,
      ok: true,
      logs: [HOSTILE],
    },
  ],
  incidents: [
    {
      intruder: "An intruder",
      principal: HOSTILE,
      userId: "AIDA",
      bucket: "prod",
      key: HOSTILE,
      versionId: "v1",
      before: { versions: ["v1"], readable: true },
      after: { versions: [], readable: false },
      statement: { Sid: HOSTILE },
      attachedPolicies: [HOSTILE],
      alerts: [0],
      seconds: 1.5,
    },
  ],
  alerts: [
    {
      receivedAt: "2026-01-02T03:04:06Z",
      subject: HOSTILE,
      stage: "contained",
      severity: "HIGH",
      text: HOSTILE,
      document: { key: HOSTILE },
    },
  ],
  decisions: [
    {
      time: "2026-01-02T03:04:05Z",
      principal: `arn:aws:iam::1:user/${HOSTILE}`,
      action: "s3:PutObject",
      resource: HOSTILE,
      allowed: false,
      because: HOSTILE,
    },
  ],
});

test("text is escaped, markup of the template's own is not", () => {
  const inner = html`<b>${`&'"<`}</b>`;
  expect(html`<p>${inner}${[inner]}${1}</p>`.text).toBe(
    "<p><b>&amp;&#39;&quot;&lt;</b><b>&amp;&#39;&quot;&lt;</b>1</p>",
  );
});

test("nothing that anybody wrote can become markup", () => {
  const page = reportPage(full());

  expect(page).not.toContain("<script");
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
});

test("the page asks for nothing from elsewhere", () => {
  expect(reportPage(full())).not.toMatch(/(src|href)=|url\(|@import|<link|https?:\/\//);
});

test("the verdict stands at the top, and what went wrong with what was expected", () => {
  const page = reportPage(full());

  expect(page).toMatch(/<h1>\s*<span class="verdict failed">Failed<\/span>/);
  expect(page).toContain("expected this; found that");
  expect(page).toContain("1 resource left");
  expect(page).toContain("1 change");
  expect(page).toContain("1 of 2");
});

test("a rehearsal that was broken off early has a page too", () => {
  expect(reportPage(record())).toContain("The rehearsal did not come to its end.");
});
