import { principalFromIdentity } from "./parse-principal";
import { type Fields, fieldsAt, known, type Reading, textOf } from "./reading";

/**
 * The calls that create an object, and the notification's word for each. Uploading parts creates
 * none, a CORS preflight only announces one.
 */
const CREATING: ReadonlyMap<string, string> = new Map([
  ["PutObject", "Put"],
  ["PostObject", "Post"],
  ["POST Object", "Post"],
  ["CopyObject", "Copy"],
  ["CompleteMultipartUpload", "CompleteMultipartUpload"],
]);

/** The `detail` of an EventBridge event "AWS API Call via CloudTrail". */
export function readCall(call: Fields): Reading {
  const eventName = textOf(call, "eventName") ?? "";
  const how =
    textOf(call, "eventSource") === "s3.amazonaws.com" ? CREATING.get(eventName) : undefined;
  if (!how) return { ignored: `"${eventName}" creates no object` };

  const failure = textOf(call, "errorCode") ?? textOf(call, "errorMessage");
  if (failure) return { ignored: `${eventName} failed: ${failure}` };

  // Never from `resources`: a copy lists its source there too.
  const parameters = fieldsAt(call, "requestParameters");
  const bucket = textOf(parameters, "bucketName");
  const key = textOf(parameters, "key");
  if (!bucket || !key) return { unreadable: `a call of ${eventName} without bucket and key` };
  return { upload: { bucket, key, how, trigger: "trail", ...detailsOf(call) } };
}

function detailsOf(call: Fields) {
  const time = textOf(call, "eventTime") ?? "unknown";
  return {
    ...known({
      versionId: textOf(fieldsAt(call, "responseElements"), "x-amz-version-id"),
      sourceIp: textOf(call, "sourceIPAddress"),
    }),
    principal: principalFromIdentity(fieldsAt(call, "userIdentity")),
    time,
    requestId: textOf(call, "requestID") ?? textOf(call, "eventID") ?? time,
  };
}
