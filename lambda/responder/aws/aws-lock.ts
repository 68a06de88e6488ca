import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type Refused } from "../remove/object-ports";

interface Target {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string;
  readonly ExpectedBucketOwner: string;
}

/**
 * What keeps a version from being deleted by anybody, if anything does. S3 refuses a deletion with
 * the same words for a lock and for a missing permission, so a refusal has to be looked into.
 */
export async function lockOn(
  s3: S3Client,
  target: Target,
  now: Date,
): Promise<Refused | undefined> {
  const [hold, retention] = await Promise.allSettled([
    s3.send(new GetObjectLegalHoldCommand(target)),
    s3.send(new GetObjectRetentionCommand(target)),
  ]);
  // What can't be read counts as no lock: the refusal is then told as the failure that it is.
  const isHeld = hold.status === "fulfilled" && hold.value.LegalHold?.Status === "ON";
  const { Mode, RetainUntilDate } =
    retention.status === "fulfilled" ? (retention.value.Retention ?? {}) : {};
  if (Mode === "COMPLIANCE" && RetainUntilDate && RetainUntilDate > now) {
    const until = RetainUntilDate.toISOString();
    const too = isHeld ? ", and a legal hold is on" : "";
    return { answer: "locked", until, message: `retained in COMPLIANCE mode until ${until}${too}` };
  }
  return isHeld ? { answer: "held", message: "a legal hold is on" } : undefined;
}
