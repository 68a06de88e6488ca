import { randomUUID } from "node:crypto";
import { CREATIONS, type PutCall, type Uploader } from "./upload";

/** Where the call happened, for both kinds of event. */
export interface EventPlace {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

const SOURCE_IP = "203.0.113.7";

/** As an HTML form would write it, the way S3's notifications carry keys; slashes stay. */
export const encodeKey = (key: string): string =>
  key
    .split("/")
    .map((segment) => new URLSearchParams({ "": segment }).toString().slice(1))
    .join("/");

/** What S3 sends within seconds: an id of who did it, and the version. Only successes are told. */
export function notificationEvent(call: PutCall, configurationId: string, place: EventPlace) {
  const { actor, eventName = "PutObject", bucket, key, size, at, requestId, outcome } = call;
  const created =
    outcome.status === "accepted" ? { versionId: outcome.versionId, eTag: outcome.etag } : {};
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: place.region,
    eventTime: at.toISOString(),
    eventName: `ObjectCreated:${CREATIONS[eventName]}`,
    userIdentity: { principalId: `AWS:${actor.userId}` },
    requestParameters: { sourceIPAddress: SOURCE_IP },
    responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": requestId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: "A1REHEARSAL" },
        arn: `arn:${place.partition}:s3:::${bucket}`,
      },
      object: { key: encodeKey(key), size, ...created, sequencer: sequencer(at) },
    },
  };
  return { Records: [record] };
}

/** Hexadecimal, and growing with time for one key. */
const sequencer = (at: Date): string => `00${at.getTime().toString(16).toUpperCase()}00000000`;

/** What CloudTrail hands to EventBridge later: the whole identity, of failed calls too. */
export function trailEvent(call: PutCall, place: EventPlace) {
  const object = `arn:${place.partition}:s3:::${call.bucket}/${call.key}`;
  return onBus(call, place, {
    eventName: call.eventName ?? "PutObject",
    ...outcomeFields(call),
    requestID: call.requestId,
    resources: [{ type: "AWS::S3::Object", ARN: object }, bucketResource(call.bucket, place)],
    managementEvent: false,
    eventCategory: "Data",
  });
}

/** A change of a bucket's policy, as Terraform makes it. */
export interface PolicyCall {
  readonly actor: Omit<Uploader, "title">;
  readonly eventName: "PutBucketPolicy" | "DeleteBucketPolicy";
  readonly bucket: string;
  readonly at: Date;
}

/** Changes of a bucket are management events: every trail that logs those carries them. */
export function policyEvent(call: PolicyCall, place: EventPlace) {
  const { bucket, eventName } = call;
  return onBus(call, place, {
    eventName,
    requestParameters: { bucketName: bucket, Host: `${bucket}.s3.amazonaws.com`, policy: "" },
    responseElements: null,
    requestID: randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
    resources: [bucketResource(bucket, place)],
    managementEvent: true,
    eventCategory: "Management",
  });
}

const bucketResource = (bucket: string, { accountId, partition }: EventPlace) => ({
  accountId,
  type: "AWS::S3::Bucket",
  ARN: `arn:${partition}:s3:::${bucket}`,
});

function onBus(
  { actor, at }: Pick<PolicyCall, "actor" | "at">,
  place: EventPlace,
  call: Readonly<Record<string, unknown>>,
) {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.s3",
    account: place.accountId,
    time,
    region: place.region,
    resources: [],
    detail: {
      eventVersion: "1.11",
      userIdentity: trailIdentity(actor, time),
      eventTime: time,
      eventSource: "s3.amazonaws.com",
      awsRegion: place.region,
      sourceIPAddress: SOURCE_IP,
      userAgent: "[aws-sdk-js/3]",
      eventID: randomUUID(),
      readOnly: false,
      eventType: "AwsApiCall",
      recipientAccountId: place.accountId,
      ...call,
    },
  };
}

function outcomeFields({ bucket, key, outcome }: PutCall) {
  const requestParameters = { bucketName: bucket, key, Host: `${bucket}.s3.amazonaws.com` };
  if (outcome.status === "accepted") {
    const responseElements = {
      "x-amz-version-id": outcome.versionId,
      "x-amz-server-side-encryption": "aws:kms",
    };
    return { requestParameters, responseElements };
  }
  const failure = { errorCode: "AccessDenied", errorMessage: outcome.because };
  return { requestParameters, responseElements: null, ...failure };
}

function trailIdentity({ arn, callerArn, userId, clients }: PolicyCall["actor"], time: string) {
  const accountId = arn.split(":")[4] ?? "";
  const name = arn.split("/").at(-1) ?? "";
  const common = {
    principalId: userId,
    arn: callerArn,
    accountId,
    accessKeyId: clients.credentials.accessKeyId,
  };
  if (arn === callerArn) return { type: "IAMUser", ...common, userName: name };
  const [roleId = ""] = userId.split(":");
  const sessionIssuer = { type: "Role", principalId: roleId, arn, accountId, userName: name };
  const attributes = { creationDate: time, mfaAuthenticated: "false" };
  return { type: "AssumedRole", ...common, sessionContext: { sessionIssuer, attributes } };
}
