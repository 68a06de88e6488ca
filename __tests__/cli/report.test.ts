import { type Rehearsal } from "../../cli/rehearse/record";
import { startRecorder } from "../../cli/rehearse/recorder";
import { mailsOf } from "../../cli/report/mails";
import { reportPage as pageOf } from "../../cli/report/page";
import { html } from "../../html/html";
import { failedRecord, playedRecord } from "../support/played-record";

const SCRIPT = "begin()";
const reportPage = (record: Rehearsal) => pageOf(record, SCRIPT);

const HOSTILE = `<script>alert("1")</script>`;

/** With this text wherever somebody else's may stand. */
function hostile(value: unknown, name = ""): unknown {
  // These are ours, and decide what is shown; times are AWS's.
  const isOurs = /^(at|time|sentAt|receivedAt|startedAt|status|verdict|trigger|kind|principal)$/;
  if (typeof value === "string") return isOurs.test(name) ? value : HOSTILE;
  if (Array.isArray(value)) return value.map((one) => hostile(one, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [field, hostile(one, field)]),
  );
}

const brokenOff = (): Rehearsal => {
  const recorder = startRecorder({
    config: "warden.config.ts",
    now: () => new Date("2026-01-02T03:04:05Z"),
    onEntry: () => undefined,
  });
  recorder.check("A check", { ok: false, expected: "this", found: "that" });
  return recorder.record;
};

/** Without what lets a browser break lines. */
const words = (page: string) => page.replaceAll("<wbr />", "").replaceAll(/\s+/g, " ");

test("text is escaped, markup of the template's own is not", () => {
  const inner = html`<b>${`&'"<`}</b>`;
  expect(html`<p>${inner}${[inner]}${1}</p>`.text).toBe(
    "<p><b>&amp;&#39;&quot;&lt;</b><b>&amp;&#39;&quot;&lt;</b>1</p>",
  );
});

test("nothing that anybody wrote can become markup", () => {
  const page = reportPage(hostile(failedRecord()) as Rehearsal);

  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(50);
});

test("a browser runs the page's own script and no other, and loads nothing", () => {
  const [, policy = ""] =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(reportPage(playedRecord())) ?? [];

  // printf 'begin()' | openssl dgst -sha256 -binary | base64
  expect(policy.split("; ")).toEqual([
    ...["default-src &#39;none&#39;", "style-src &#39;unsafe-inline&#39;"],
    "script-src &#39;sha256-15S4FGE7rP6kq/PzA1uIhN3+8zfaO6/TnJp4fMWo7lE=&#39;",
    ...["img-src data:", "base-uri &#39;none&#39;", "form-action &#39;none&#39;"],
  ]);
});

test("the page asks for nothing from elsewhere", () => {
  expect(reportPage(failedRecord())).not.toMatch(/src=|href="[^#]|url\(|@import|<link|https?:\/\//);
});

test("the verdict stands at the top, and what went wrong before all else", () => {
  const page = reportPage(failedRecord());

  expect(page).toMatch(/<h1>\s*<span class="verdict failed">Failed<\/span>/);
  expect(page.indexOf('<section id="faults"')).toBeLessThan(
    page.indexOf('<section id="incidents"'),
  );
  expect(page.match(/expected this; found that/g)).toHaveLength(2);
  expect(page).toContain('<dd class="bad">4 of 5</dd>');
  expect(reportPage(playedRecord())).not.toContain('id="faults"');
});

test("the contents name every section, and no other", () => {
  for (const record of [brokenOff(), playedRecord(), failedRecord()]) {
    const page = reportPage(record);
    const named = [...page.matchAll(/<li><a href="#([a-z]+)">/g)].map(([, id]) => id);
    const there = [...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);

    expect(named.length).toBeGreaterThan(1);
    expect(named).toEqual(there);
  }
});

test("what is left and what a plan would change is said", () => {
  const { stacks, ...played } = playedRecord();
  const changes = [
    { address: "aws_s3_bucket.x", action: "update", attributes: ["policy"] },
  ] as const;
  const page = words(
    reportPage({
      ...played,
      stacks: stacks.map((stack) => ({ ...stack, leftBehind: ["aws_s3_bucket.stuck"] })),
      plans: [{ stack: "audit", when: "after the incident", seconds: 1, changes: [...changes] }],
    }),
  );

  expect(page).toContain("1 resource left");
  expect(page).toContain("1 change<");
  expect(page).toContain("update <code>aws_s3_bucket.x</code> (policy)");
  expect(page).toContain('<dd class="bad">0 of 1</dd>');
});

test("a finding is shown with what became of it, or with what kept it from the security team", () => {
  const { findings, ...played } = playedRecord();
  const page = (change: object) =>
    reportPage({ ...played, findings: findings.slice(1).map((one) => ({ ...one, ...change })) });

  expect(page({ faults: ["0 alerts instead of 1"] })).toContain("<em>0 alerts instead of 1</em>");
  expect(page({})).toContain("read 1 time");
  expect(page({ alerts: [], arrives: false })).toContain("nobody was to be told");
  expect(reportPage({ ...playedRecord(), findings: [] })).not.toContain('id="findings"');
});

test("a message reads as e-mail brings it: the responder's text, EventBridge's JSON", () => {
  const mails = mailsOf(playedRecord()).map(({ id, kind, subject, body }) => ({
    id,
    kind,
    subject,
    body,
  }));
  const subject = "Bucket Warden: upload to prod deleted, writer blocked";
  const body = (stage: string) => `Somebody uploaded.\n\nStage:\n  ${stage}\n`;

  expect(mails).toEqual([
    { id: "message-1", kind: "incident", subject, body: body("contained") },
    { id: "message-2", kind: "incident", subject, body: body("quarantined") },
    {
      ...{ id: "message-3", kind: "guardduty", subject: "AWS Notification Message" },
      body: '{"kind":"incident"}',
    },
  ]);
});

test("JSON is folded below a text, and shown once where it is the text", () => {
  expect(reportPage(playedRecord()).match(/As JSON, for queues/g)).toHaveLength(2);
});

test("a message that is no JSON is shown all the same", () => {
  const { alerts, ...played } = playedRecord();
  const page = reportPage({
    ...played,
    alerts: alerts.map((one) => ({ ...one, document: undefined, message: "no JSON" })),
  });

  expect(page).toContain(">no JSON</pre>");
  expect(page).toContain('data-kind="other"');
});

test("the policy's change is one line, in whatever order its fields are written", () => {
  const { incidents, ...played } = playedRecord();
  const page = words(
    reportPage({
      ...played,
      incidents: incidents.map((one) => ({
        ...one,
        policy: { before: backwards(one.policy.before), after: one.policy.after },
      })),
    }),
  );

  expect(
    page.match(/<ins><b aria-hidden="true">\+<\/b><code>\s*&quot;AIDAMALLORY&quot;,/g),
  ).toHaveLength(2);
  expect(page).toContain("1 changed line");
  expect(page.match(/<del>/g)).toHaveLength(1);
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, backwards(field)] as const)
      .reverse(),
  );
}

test("an incident that wasn't answered is told as wrong", () => {
  const { incidents, ...played } = playedRecord();
  const page = words(
    reportPage({
      ...played,
      incidents: incidents.map((one) => ({
        ...one,
        after: one.before,
        policy: { before: one.policy.before, after: one.policy.before },
        attachedPolicies: [],
      })),
    }),
  );

  expect(page).toContain('<span class="bad">1 version</span>');
  expect(page).toContain('<span class="bad">nobody was blocked</span>');
  expect(page).toContain('<span class="bad">no policy</span>');
  expect(page).toContain("the object was still there");
});

test("what was applied is counted by type, and what wasn't is said", () => {
  const [stack] = playedRecord().stacks;
  const addresses = ["aws_sns_topic.Alerts", "aws_sqs_queue.One", "aws_sqs_queue.Two"];
  const stacks = [{ ...stack, addresses, missing: ["aws_kms_key.Logs"] }] as Rehearsal["stacks"];
  const page = words(reportPage({ ...playedRecord(), stacks }));

  expect(page).toContain("2 types, 3 resources");
  expect(page).toContain("aws_sqs_queue 2<br />");
  expect(page).toContain("aws_kms_key 1<br />");
  expect(page).toContain("only planned: the rehearsal failed");
  expect(reportPage(playedRecord())).toContain("nothing was only planned");
});

test("a rehearsal that was broken off early has a page too", () => {
  expect(reportPage(brokenOff())).toContain("The rehearsal did not come to its end.");
});
