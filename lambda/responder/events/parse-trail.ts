import { principalFromIdentity } from "./parse-identity";
import { bucketOf } from "./parse-trail-bucket";
import { type Fields, fieldsAt, known, type Reading, textOf } from "./reading";
import { type PolicyChange } from "./upload";

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

const POLICY_CALLS: readonly PolicyChange["call"][] = ["PutBucketPolicy", "DeleteBucketPolicy"];

/** A call as CloudTrail records it: the `detail` of EventBridge's event, a record of a log file. */
export function readCall(call: Fields): Reading {
  const name = textOf(call, "eventName") ?? "";
  if (textOf(call, "eventSource") !== "s3.amazonaws.com") {
    return { ignored: `"${name}" is no call of S3's`, about: aboutCall(call) };
  }
  const how = CREATING.get(name);
  if (how) return readCreation(call, { name, how });
  const policyCall = POLICY_CALLS.find((policyName) => policyName === name);
  if (policyCall) return readPolicyChange(call, policyCall);
  return { ignored: `"${name}" creates no object`, about: aboutCall(call) };
}

/** S3 names refusals so; whatever else went wrong was no attempt to get in. */
const REFUSED = "AccessDenied";

function readCreation(call: Fields, { name, how }: { name: string; how: string }): Reading {
  const failure = failureOf(call);
  const place = bucketOf(call);
  // Raw, unlike a notification's.
  const key = textOf(fieldsAt(call, "requestParameters"), "key");
  if (failure && (failure !== REFUSED || "unreadable" in place || !key)) {
    return { ignored: `${name} failed: ${failure}`, about: aboutCall(call) };
  }
  if ("unreadable" in place) return place;
  if (!key) return { unreadable: `a call of ${name} without a key` };
  const attempt = { ...place, key, how, ...callerOf(call), requestId: requestIdOf(call) };
  if (failure) return { denied: { ...attempt, error: failure } };
  return {
    upload: {
      ...attempt,
      trigger: "trail",
      ...known({
        versionId: textOf(fieldsAt(call, "responseElements"), "x-amz-version-id"),
        authentication: textOf(fieldsAt(call, "additionalEventData"), "AuthenticationMethod"),
      }),
    },
  };
}

function readPolicyChange(call: Fields, name: PolicyChange["call"]): Reading {
  const failure = failureOf(call);
  if (failure) return { ignored: `${name} failed: ${failure}`, about: aboutCall(call) };
  const bucket = textOf(fieldsAt(call, "requestParameters"), "bucketName");
  if (!bucket) return { unreadable: `a call of ${name} without a bucket` };
  const eventId = textOf(call, "eventID") ?? requestIdOf(call);
  return { policyChange: { bucket, call: name, eventId, ...callerOf(call) } };
}

const failureOf = (call: Fields) => textOf(call, "errorCode") ?? textOf(call, "errorMessage");

const timeOf = (call: Fields) => textOf(call, "eventTime") ?? "unknown";

const requestIdOf = (call: Fields) =>
  textOf(call, "requestID") ?? textOf(call, "eventID") ?? timeOf(call);

const callerOf = (call: Fields) => ({
  principal: principalFromIdentity(fieldsAt(call, "userIdentity")),
  ...known({ sourceIp: textOf(call, "sourceIPAddress") }),
  time: timeOf(call),
});

function aboutCall(call: Fields) {
  const parameters = fieldsAt(call, "requestParameters");
  return known({
    bucket: textOf(parameters, "bucketName"),
    key: textOf(parameters, "key"),
    versionId: textOf(parameters, "versionId"),
    principal: principalFromIdentity(fieldsAt(call, "userIdentity")),
  });
}
