import { principalFromId } from "./parse-principal";
import { type Fields, fieldsAt, known, type Reading, textOf } from "./reading";

/** With the prefix `s3:` in subscriptions and in some deliveries, without it in most. */
const CREATED = /^(?:s3:)?ObjectCreated:(.+)$/;

/** One record of an S3 notification. */
export function readRecord(record: Fields): Reading {
  const eventName = textOf(record, "eventName") ?? "";
  const [, how] = CREATED.exec(eventName) ?? [];
  if (!how) return { ignored: `"${eventName}" creates no object` };

  const object = fieldsAt(record, "s3", "object");
  const bucket = textOf(fieldsAt(record, "s3", "bucket"), "name");
  const key = decodeKey(textOf(object, "key"));
  if (!bucket || key === undefined) {
    return { unreadable: `a notification of ${eventName} without a readable bucket and key` };
  }
  return { upload: { bucket, key, how, trigger: "notification", ...detailsOf(record, object) } };
}

function detailsOf(record: Fields, object: Fields) {
  const time = textOf(record, "eventTime") ?? "unknown";
  return {
    ...known({
      versionId: textOf(object, "versionId"),
      etag: textOf(object, "eTag"),
      sourceIp: textOf(fieldsAt(record, "requestParameters"), "sourceIPAddress"),
    }),
    principal: principalFromId(principalId(record)),
    time,
    requestId: textOf(fieldsAt(record, "responseElements"), "x-amz-request-id") ?? time,
  };
}

/** Absent is not anonymous: a record that names nobody must not pass for one about nobody. */
function principalId(record: Fields): string {
  const value = fieldsAt(record, "userIdentity").principalId;
  return typeof value === "string" ? value : "unnamed";
}

/** Notifications carry keys as an HTML form would: `+` for a blank, then percent escapes. */
function decodeKey(encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
