import { type AccountOf } from "./parse-place";
import { principalFromId } from "./parse-principal";
import { type Fields, fieldsAt, known, type Reading, textOf } from "./reading";
import { type Principal } from "./upload";

/** With the prefix `s3:` in subscriptions and in some deliveries, without it in most. */
const CREATED = /^(?:s3:)?ObjectCreated:(.+)$/;

/** One record of an S3 notification. */
export function readNotification(record: Fields, accountOf: AccountOf): Reading {
  const eventName = textOf(record, "eventName") ?? "";
  const [, how] = CREATED.exec(eventName) ?? [];
  const { bucket, key, versionId } = objectOf(record);
  const principal = principalOf(record, accountOf(bucket ?? ""));
  if (!how) {
    const about = known({ bucket, key, versionId, principal });
    return { ignored: `"${eventName}" creates no object`, about };
  }
  if (!bucket || key === undefined) {
    return { unreadable: `a notification of ${eventName} without a readable bucket and key` };
  }
  const upload = { bucket, key, how, trigger: "notification", principal } as const;
  return { upload: { ...upload, ...known({ versionId }), ...detailsOf(record) } };
}

function objectOf(record: Fields) {
  const object = fieldsAt(record, "s3", "object");
  return {
    bucket: textOf(fieldsAt(record, "s3", "bucket"), "name"),
    key: decodeKey(textOf(object, "key")),
    versionId: textOf(object, "versionId"),
  };
}

function detailsOf(record: Fields) {
  const time = textOf(record, "eventTime") ?? "unknown";
  return {
    ...known({
      etag: textOf(fieldsAt(record, "s3", "object"), "eTag"),
      sourceIp: textOf(fieldsAt(record, "requestParameters"), "sourceIPAddress"),
    }),
    time,
    requestId: textOf(fieldsAt(record, "responseElements"), "x-amz-request-id") ?? time,
  };
}

/**
 * The root user is named by the customer id of its account, without prefix. That this id is the
 * bucket owner's is how it is known for root; inferred from public events, AWS doesn't write it.
 */
function principalOf(record: Fields, accountId: string | undefined): Principal {
  const principal = principalFromId(callerOf(record));
  const owner = textOf(fieldsAt(record, "s3", "bucket", "ownerIdentity"), "principalId");
  const isOwner = principal.kind === "unrecognized" && principal.userId === owner;
  return isOwner && accountId ? { kind: "root", userId: accountId } : principal;
}

/** Absent is not anonymous: a record that names nobody must not pass for one about nobody. */
function callerOf(record: Fields): string {
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
