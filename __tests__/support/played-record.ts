import type {
  AlertRecord,
  DeliveryRecord,
  FindingRecord,
  IncidentRecord,
  Rehearsal,
  TimelineEntry,
} from "../../cli/rehearse/record";

const START = Date.parse("2026-01-02T03:04:05.000Z");
/** So many seconds after the intruder's upload. */
export const after = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const BUCKET = "prod";
const KEY = "invoices/stolen.csv";
const INTRUDER = "arn:aws:iam::222222222222:user/mallory";
const RESPONDER = "arn:aws:sts::222222222222:assumed-role/acme-responder/acme-responder";

export const entry = (seconds: number, chapter: string, ok = true): TimelineEntry => ({
  ...{ at: after(seconds), seconds, chapter, ok },
  title: `${chapter} at ${seconds}`,
  detail: ok ? "as expected" : "expected this; found that",
});

const alert = (seconds: number, stage: string, severity: string): AlertRecord => ({
  ...{ sentAt: after(seconds), receivedAt: after(seconds), topic: "acme-alerts", stage, severity },
  subject: "Bucket Warden: upload to prod deleted, writer blocked",
  text: `Somebody uploaded.\n\nStage:\n  ${stage}\n`,
  message: `{"kind":"incident"}`,
  document: { kind: "incident", stage, severity },
});

const delivery = (seconds: number, trigger: DeliveryRecord["trigger"]): DeliveryRecord => ({
  ...{ trigger, by: "rule", about: KEY, event: { key: KEY }, at: after(seconds), seconds: 0.4 },
  ok: true,
  logs: ["done"],
});

export const decision = (seconds: number, action: string, allowed = true) => ({
  ...{ time: after(seconds), principal: RESPONDER, action, resource: "arn:aws:s3:::prod", allowed },
  because: allowed ? "a statement allows it" : "no statement allows it",
});

const policy = (...blocked: readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [
    { Sid: "TlsOnly", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" },
    {
      Sid: "Denylist",
      Effect: "Deny",
      Action: "s3:PutObject",
      Resource: "*",
      Condition: { StringLike: { "aws:userid": [...blocked, "nobody"] } },
    },
  ],
});

const incident: IncidentRecord = {
  ...{ intruder: "An intruder (IAM user)", principal: INTRUDER, userId: "AIDAMALLORY" },
  ...{ bucket: BUCKET, key: KEY, versionId: "v1" },
  before: { versions: ["v1"], readable: true },
  after: { versions: [], readable: false },
  statement: policy("AIDAMALLORY").Statement[1],
  policy: { before: policy(), after: policy("AIDAMALLORY") },
  attachedBefore: [],
  attachedPolicies: ["arn:aws:iam::222222222222:policy/acme-quarantine"],
  alerts: [0, 1],
  seconds: 1.2,
};

const finding = (severity: string, told: boolean): FindingRecord => ({
  ...{ source: "guardduty", severity, accountId: "222222222222", region: "us-east-1" },
  event: {
    ...{ version: "0", id: severity, "detail-type": "GuardDuty Finding", source: "aws.guardduty" },
    ...{ account: "222222222222", region: "us-east-1", time: after(9), resources: [] },
    detail: { title: "unusual" },
  },
  arrives: told,
  routes: [],
  alerts: told
    ? [{ ...alert(9, "", severity), subject: "", document: { title: "Unusual reads" } }]
    : [],
  faults: [],
});

/** A rehearsal of one incident and two findings that passed; nothing in it was measured. */
export const playedRecord = (): Rehearsal => ({
  schema: "bucket-warden/rehearsal/1",
  ...{ startedAt: after(-60), config: "warden.config.ts", verdict: "passed", seconds: 90 },
  timeline: [
    entry(30, "Apply"),
    entry(61, "An intrusion"),
    entry(62, "An intrusion"),
    entry(90, "End"),
  ],
  stacks: [
    {
      ...{ name: "audit", accountId: "111111111111", region: "us-east-1", kind: "audit" },
      ...{ addresses: ["aws_sns_topic.Alerts"], missing: [], applySeconds: 3, leftBehind: [] },
    },
  ],
  plans: [{ stack: "audit", when: "after apply", seconds: 1, changes: [] }],
  uploads: [
    {
      ...{ who: "An intruder", principal: INTRUDER, bucket: BUCKET, key: KEY, at: after(0) },
      outcome: { status: "accepted", versionId: "v1" },
    },
    {
      ...{ who: "An intruder", principal: INTRUDER, bucket: BUCKET, key: "again", at: after(1.5) },
      outcome: { status: "refused", because: "an explicit deny" },
    },
  ],
  deliveries: [delivery(0.1, "notification"), delivery(0.6, "trail")],
  incidents: [incident],
  alerts: [alert(0.5, "contained", "HIGH"), alert(1, "quarantined", "CRITICAL")],
  findings: [finding("LOW", false), finding("HIGH", true)],
  decisions: [
    decision(0.2, "s3:DeleteObjectVersion"),
    decision(0.25, "dynamodb:UpdateItem"),
    decision(0.3, "s3:PutBucketPolicy"),
    decision(0.65, "s3:DeleteObjectVersion"),
    decision(0.7, "iam:AttachUserPolicy"),
  ],
});

/** The same, where the responder was refused a call, and what must hold didn't. */
export function failedRecord(): Rehearsal {
  const played = playedRecord();
  return {
    ...played,
    verdict: "failed",
    timeline: [...played.timeline, entry(91, "An intrusion", false)],
    decisions: [...played.decisions, decision(0.8, "iam:AttachUserPolicy", false)],
  };
}
