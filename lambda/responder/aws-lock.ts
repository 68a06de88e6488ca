import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

interface Target {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string;
}

/**
 * What keeps a version from being deleted by anybody, if anything does. S3 refuses a deletion with
 * the same words for a lock and for a missing permission, so a refusal has to be looked into.
 */
export async function lockOn(s3: S3Client, target: Target, now: Date): Promise<string | undefined> {
  const [hold, retention] = await Promise.allSettled([
    s3.send(new GetObjectLegalHoldCommand(target)),
    s3.send(new GetObjectRetentionCommand(target)),
  ]);
  // What can't be read counts as no lock: the refusal is then told as the failure that it is.
  if (hold.status === "fulfilled" && hold.value.LegalHold?.Status === "ON") {
    return "a legal hold is on";
  }
  const { Mode, RetainUntilDate } =
    retention.status === "fulfilled" ? (retention.value.Retention ?? {}) : {};
  const isLocked = Mode === "COMPLIANCE" && RetainUntilDate && RetainUntilDate > now;
  return isLocked
    ? `retained in COMPLIANCE mode until ${RetainUntilDate.toISOString()}`
    : undefined;
}
