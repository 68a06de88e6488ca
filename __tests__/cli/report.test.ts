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

const hostileAlert = {
  receivedAt: "2026-01-02T03:04:06Z",
  topic: HOSTILE,
  subject: HOSTILE,
  stage: "contained",
  severity: "HIGH",
  text: HOSTILE,
  message: HOSTILE,
  document: { key: HOSTILE },
};

const full = (): Rehearsal => ({
  ...record(),
  verdict: "failed",
  stacks: [
    {
      name: "audit",
      accountId: "111111111111",
      region: "us-east-1",
      kind: "audit",
      addresses: ["aws_sns_topic.Alerts", "aws_sqs_queue.One", "aws_sqs_queue.Two"],
      missing: ["aws_kms_key.Logs"],
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
  alerts: [hostileAlert],
  findings: [
    {
      source: "guardduty",
      severity: "HIGH",
      accountId: "222222222222",
      region: "eu-west-1",
      event: {
        version: "0",
        id: "e",
        "detail-type": HOSTILE,
        source: "aws.guardduty",
        account: "222222222222",
        region: "eu-west-1",
        time: "2026-01-02T03:04:05Z",
        resources: [],
        detail: { title: HOSTILE },
      },
      arrives: true,
      routes: [
        {
          eventId: "e",
          bus: "default",
          rule: "forward",
          target: HOSTILE,
          outcome: "refused",
          because: HOSTILE,
        },
      ],
      alerts: [hostileAlert],
      faults: [HOSTILE],
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

test("a finding is shown with the message, or with what kept it from the security team", () => {
  const page = (change: object) =>
    reportPage({ ...full(), findings: full().findings.map((one) => ({ ...one, ...change })) });

  expect(page({ faults: ["0 alerts instead of 1"] })).toContain("<em>0 alerts instead of 1</em>");
  expect(page({ faults: [] })).toContain("read 1 time");
  expect(page({ faults: [], alerts: [], arrives: false })).toContain("nobody was to be told");
  expect(reportPage({ ...full(), findings: [] })).not.toContain('id="findings"');
});

test("what was applied is counted by type, and what wasn't is said", () => {
  const complete = full().stacks.map((stack) => ({ ...stack, missing: [] }));
  const page = reportPage(full()).replaceAll("<wbr />", "").replaceAll(/\s+/g, " ");

  expect(page).toContain("2 types, 3 resources");
  expect(page).toContain("aws_sqs_queue 2<br />");
  expect(page).toContain("aws_kms_key 1<br />");
  expect(page).toContain("only planned: the rehearsal failed");
  expect(reportPage({ ...full(), stacks: complete })).toContain("nothing was only planned");
});

test("a rehearsal that was broken off early has a page too", () => {
  expect(reportPage(record())).toContain("The rehearsal did not come to its end.");
});
