import { type ResponderSettings } from "./settings";
import { type Incident } from "./ledger";
import { failedSteps, type Step, type Steps } from "./outcome";
import { type Upload } from "./upload";

export type Severity = "CRITICAL" | "HIGH" | "MEDIUM";

export interface Place extends Pick<ResponderSettings, "accountId" | "accountName"> {
  readonly region: string;
}

/** Characters that print as nothing, or turn the direction of what follows. */
const DECEPTIVE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Text of an uploader's choice on one line in quotes: it can't pass for a line of ours. */
export function quote(value: string): string {
  const escape = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(DECEPTIVE, escape);
}

const REMAINS: readonly string[] = ["locked", "mfa-protected", "version-unknown", "failed"];
const BLOCKED: readonly string[] = ["blocked", "already-blocked"];

const OBJECT_WORDS: Readonly<Record<string, string>> = { gone: "deleted", superseded: "replaced" };

const nothingTried = ({ remove, contain }: Steps) =>
  remove.status === "not-attempted" && contain.status === "not-attempted";

export function severity(steps: Steps): Severity {
  if (nothingTried(steps)) return "MEDIUM";
  const isOpen =
    REMAINS.includes(steps.remove.status) ||
    !BLOCKED.includes(steps.contain.status) ||
    failedSteps(steps).length > 0;
  return isOpen ? "CRITICAL" : "HIGH";
}

export function title({ bucket }: Upload, steps: Steps): string {
  if (nothingTried(steps)) return `upload to ${bucket} observed, nothing was done`;
  const object = OBJECT_WORDS[steps.remove.status] ?? "NOT deleted";
  const writer = BLOCKED.includes(steps.contain.status) ? "blocked" : "NOT blocked";
  const failures = failedSteps(steps);
  const failed = failures.length > 0 ? ` (failed: ${failures.join(", ")})` : "";
  return `upload to ${bucket} ${object}, writer ${writer}${failed}`;
}

const RETRIED =
  "The function is run again on its own for what failed. If an alarm about its dead-letter queue " +
  "follows, that did not help: do it by hand.";

/** What a person has to do, the most urgent first. */
export function nextStep(steps: Steps): string {
  const failures = failedSteps(steps);
  if (failures.length > 0) return `Failed: ${failures.join(", ")}. ${RETRIED}`;
  if (REMAINS.includes(steps.remove.status)) {
    return "The object is still in the bucket: see why above, and keep readers away from it.";
  }
  if (nothingTried(steps)) return "Judge whether the upload was right; nothing was changed.";
  if (!BLOCKED.includes(steps.contain.status)) {
    return "The writer can write again: take away what let it in.";
  }
  return "Find out why this writer had access. Lift the block once that is settled: docs/operating.md says how.";
}

const HEADINGS: Readonly<Record<Step, string>> = {
  remove: "Object",
  contain: "Writer",
  quarantine: "Quarantine",
};

/** What each status means, before its details. */
const MEANINGS: Readonly<Record<string, string>> = {
  gone: "the version is gone from the bucket",
  locked: "STILL THERE, kept by Object Lock or a legal hold",
  "mfa-protected": "STILL THERE, deletion needs the root user's MFA device",
  superseded: "replaced by a newer object, which was left alone",
  "version-unknown": "NOT DELETED, nothing is deleted blindly",
  blocked: "blocked from writing to the bucket",
  "already-blocked": "was blocked from writing to the bucket before",
  attached: "the deny policy is attached",
  "no-such-principal": "the principal exists no longer",
  "awaiting-trail": "not yet",
  impossible: "not possible",
  "not-attempted": "not attempted",
  failed: "FAILED",
};

function stepLine(step: Step, steps: Steps): string {
  const { status, ...details } = steps[step];
  const reasons = Object.values(details).map(quote);
  return `  ${HEADINGS[step]}: ${[MEANINGS[status] ?? status, ...reasons].join(", ")}`;
}

export function text({ id, upload, steps }: Incident, place: Place): string {
  const { bucket, key, versionId, principal, sourceIp, time, how } = upload;
  const arn = "arn" in principal ? principal.arn : undefined;
  return [
    "Somebody who may not do so uploaded an object into a guarded bucket.",
    "",
    `  Account: ${quote(place.accountName)} (${place.accountId}), ${place.region}`,
    `  Bucket: ${quote(bucket)}`,
    `  Key: ${quote(key)}`,
    `  Version: ${versionId ? quote(versionId) : "not known"}`,
    `  By: ${principal.kind} ${quote(arn ?? principal.userId)} (${quote(principal.userId)})`,
    `  From: ${sourceIp ? quote(sourceIp) : "not known"}`,
    `  When: ${quote(time)}, by ${quote(how)}`,
    "",
    "What was done:",
    stepLine("remove", steps),
    stepLine("contain", steps),
    stepLine("quarantine", steps),
    "",
    "What to do now:",
    `  ${nextStep(steps)}`,
    "",
    `Incident: ${quote(id)}`,
    "",
  ].join("\n");
}
