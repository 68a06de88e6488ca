import {
  type DeliveryRecord,
  type IncidentRecord,
  type Rehearsal,
  type UploadRecord,
} from "../rehearse/record";

/** Who did it: `aws` is what S3 and CloudTrail send. */
export type Lane = "intruder" | "aws" | "responder" | "team";

/** Something that happened in an incident. */
export interface Moment {
  readonly lane: Lane;
  /** Seconds from the accepted upload. */
  readonly from: number;
  /** Where it took a while. */
  readonly to?: number;
  readonly what: string;
  readonly detail: string;
  readonly ok: boolean;
  /** Place in the record's alerts. */
  readonly alert?: number;
}

/** The responder's calls by which the incident goes on; the others only look, or keep its books. */
const STEPS: Readonly<Record<string, string>> = {
  "s3:DeleteObjectVersion": "deletes the version",
  "s3:DeleteObject": "hides the object",
  "s3:PutObjectVersionTagging": "marks the version as not to be served",
  "s3:PutBucketPolicy": "blocks the writer in the bucket policy",
  "iam:AttachUserPolicy": "attaches the quarantine policy",
  "iam:AttachRolePolicy": "attaches the quarantine policy",
  "s3:AbortMultipartUpload": "aborts an unfinished upload",
  "securityhub:BatchImportFindings": "files a finding in Security Hub",
};

const TRIGGERS: Readonly<Record<DeliveryRecord["trigger"], string>> = {
  notification: "S3's notification runs the responder",
  trail: "CloudTrail's event runs the responder",
};

/** From the upload to the intruder's next attempt, in the order of time. */
export function momentsOf(incident: IncidentRecord, record: Rehearsal): Moment[] {
  const upload = record.uploads.find(
    ({ outcome }) => outcome.status === "accepted" && outcome.versionId === incident.versionId,
  );
  if (!upload) return [];
  const start = Date.parse(upload.at);
  const seconds = (iso: string) => (Date.parse(iso) - start) / 1000;
  const again = record.uploads.find(
    ({ principal, at }) => principal === incident.principal && seconds(at) > 0,
  );
  const end = again ? seconds(again.at) : Infinity;
  const isWithin = (iso: string) => seconds(iso) >= 0 && seconds(iso) < end;
  const deliveries = record.deliveries.filter(
    ({ about, at }) => about === incident.key && isWithin(at),
  );
  const last = Math.max(...deliveries.map((one) => seconds(one.at) + one.seconds));
  const moments: Moment[] = [
    { lane: "intruder", from: 0, what: "uploads", detail: upload.key, ok: true },
    ...deliveries.map((one) => deliveryMoment(one, seconds)),
    ...stepMoments(
      record.decisions.filter(
        ({ principal, time }) => isResponder(principal) && isWithin(time) && seconds(time) <= last,
      ),
      seconds,
    ),
    ...incident.alerts.flatMap((alert) => alertMoment(record, alert, seconds)),
    ...(again ? [secondAttempt(again, seconds)] : []),
  ];
  return moments.sort((one, other) => one.from - other.from);
}

type Seconds = (iso: string) => number;

const isResponder = (principal: string): boolean => /-responder\/[^/]*$/.test(principal);

const deliveryMoment = (one: DeliveryRecord, seconds: Seconds): Moment => ({
  lane: "aws",
  from: seconds(one.at),
  to: seconds(one.at) + one.seconds,
  what: TRIGGERS[one.trigger],
  detail: one.ok ? `${one.seconds} s` : "it failed",
  ok: one.ok,
});

/** Each step when it was first made: the second event finds it done. What was refused, always. */
function stepMoments(decisions: Rehearsal["decisions"], seconds: Seconds): Moment[] {
  const made = new Set<string>();
  return decisions.flatMap(({ action, allowed, time, because }): Moment[] => {
    const at = { lane: "responder", from: seconds(time), ok: allowed } as const;
    const step = STEPS[action];
    if (!allowed) return [{ ...at, what: "was refused a call", detail: `${action}: ${because}` }];
    if (step === undefined || made.has(step)) return [];
    made.add(step);
    return [{ ...at, what: step, detail: action }];
  });
}

function alertMoment({ alerts }: Rehearsal, alert: number, seconds: Seconds): Moment[] {
  const found = alerts[alert];
  if (!found) return [];
  const { sentAt, stage, subject, severity } = found;
  const what = severity === "" ? "is told" : `is told, ${severity}`;
  // All stages have the same subject.
  const detail = `message ${alert + 1}: ${stage === "" ? subject : stage}`;
  return [{ lane: "team", from: seconds(sentAt), what, detail, ok: true, alert }];
}

const secondAttempt = ({ at, outcome }: UploadRecord, seconds: Seconds): Moment => ({
  lane: "intruder",
  from: seconds(at),
  what: "tries again",
  detail: outcome.status === "refused" ? "refused by S3" : "accepted by S3: the block doesn't hold",
  ok: outcome.status === "refused",
});
