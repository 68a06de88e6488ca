import { BUCKET, notification, trailEvent } from "../fixtures";

/**
 * Every call of interest as both triggers tell of it, written after the shapes that the S3 user
 * guide and the CloudTrail user guide document. `fields.ts` says which public records show them.
 */
export interface Sample {
  readonly call: string;
  /** Undefined where CloudTrail or S3's notifications are silent. */
  readonly trail?: unknown;
  readonly notified?: unknown;
  /** How the object was created; undefined when the call creates none. */
  readonly how?: string;
}

const KEY = "reports/2026 summary.csv";
const HOST = `${BUCKET}.s3.eu-west-1.amazonaws.com`;

const objectArn = (key: string) => ({
  type: "AWS::S3::Object",
  ARN: `arn:aws:s3:::${BUCKET}/${key}`,
});
const bucketResource = {
  accountId: "111111111111",
  type: "AWS::S3::Bucket",
  ARN: `arn:aws:s3:::${BUCKET}`,
};

const call = (eventName: string, changes: Readonly<Record<string, unknown>> = {}) =>
  trailEvent({
    eventName,
    userAgent: "[aws-cli/2.17.60]",
    requestParameters: { bucketName: BUCKET, Host: HOST, key: KEY },
    additionalEventData: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: 12,
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": "HOST1",
      bytesTransferredOut: 0,
    },
    resources: [objectArn(KEY), bucketResource],
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: HOST,
    },
    ...changes,
  });

const created = (eventName: string) => ({ Records: [notification({ eventName })] });

export const putObject = call("PutObject");
export const copyObject = call("CopyObject", {
  requestParameters: {
    bucketName: BUCKET,
    Host: HOST,
    "x-amz-copy-source": "source/original.csv",
    key: KEY,
  },
  resources: [
    objectArn(KEY),
    bucketResource,
    { type: "AWS::S3::Object", ARN: "arn:aws:s3:::source/original.csv" },
  ],
});

/** Sent by browsers before an upload: the same key, and nobody's credentials. */
export const preflight = call("PreflightRequest", {
  userIdentity: { type: "AWSAccount", principalId: "", accountId: "anonymous" },
  responseElements: null,
});

/** By way of an access point; its ARN or alias stands where the bucket's name should. */
export const throughAccessPoint = (bucketName: string, eventName = "PutObject", more = {}) =>
  call(eventName, {
    requestParameters: { bucketName, Host: "shop.s3-accesspoint.example", key: KEY, ...more },
    resources: [
      objectArn(KEY),
      bucketResource,
      {
        accountId: "111111111111",
        type: "AWS::S3::AccessPoint",
        ARN: "arn:aws:s3:eu-west-1:111111111111:accesspoint/shop",
      },
    ],
  });

export const policyCall = (eventName: string, changes: Readonly<Record<string, unknown>> = {}) =>
  call(eventName, {
    requestParameters: { bucketName: BUCKET, Host: HOST, policy: "" },
    responseElements: null,
    managementEvent: true,
    eventCategory: "Management",
    ...changes,
  });

export const testEvent = {
  Service: "Amazon S3",
  Event: "s3:TestEvent",
  Time: "2026-01-01T12:00:00.000Z",
  Bucket: BUCKET,
  RequestId: "REQUEST1",
  HostId: "HOST1",
};

export const objectCreated = {
  version: "0",
  id: "event-1",
  "detail-type": "Object Created",
  source: "aws.s3",
  account: "111111111111",
  time: "2026-01-01T12:00:00Z",
  region: "eu-west-1",
  resources: [`arn:aws:s3:::${BUCKET}`],
  detail: {
    version: "0",
    bucket: { name: BUCKET },
    object: { key: KEY, size: 12, etag: "0123456789abcdef", "version-id": "v1", sequencer: "0061" },
    "request-id": "REQUEST1",
    requester: "111111111111",
    "source-ip-address": "203.0.113.7",
    reason: "PutObject",
  },
};

export const schedule = {
  version: "0",
  id: "tick-1",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: "111111111111",
  time: "2026-01-01T12:00:00Z",
  region: "eu-west-1",
  resources: ["arn:aws:events:eu-west-1:111111111111:rule/warden-sweep"],
  detail: {},
};

/** What creates an object. */
export const CREATING: readonly Sample[] = [
  { call: "PutObject", trail: putObject, notified: created("ObjectCreated:Put"), how: "Put" },
  {
    call: "PutObject signed in the URL",
    trail: call("PutObject", { additionalEventData: { AuthenticationMethod: "QueryString" } }),
    notified: created("s3:ObjectCreated:Put"),
    how: "Put",
  },
  {
    call: "PostObject",
    trail: call("PostObject"),
    notified: created("ObjectCreated:Post"),
    how: "Post",
  },
  { call: "POST Object", trail: call("POST Object"), how: "Post" },
  { call: "CopyObject", trail: copyObject, notified: created("ObjectCreated:Copy"), how: "Copy" },
  {
    call: "CompleteMultipartUpload",
    trail: call("CompleteMultipartUpload"),
    notified: created("ObjectCreated:CompleteMultipartUpload"),
    how: "CompleteMultipartUpload",
  },
  {
    call: "PutObject through an access point's ARN",
    trail: throughAccessPoint("arn:aws:s3:eu-west-1:111111111111:accesspoint/shop"),
    how: "Put",
  },
  {
    call: "PutObject through an access point's alias",
    trail: throughAccessPoint("shop-abcdefghijklmnopqrstuvwxyz012345-s3alias"),
    how: "Put",
  },
  { call: "a replica's write", notified: created("s3:ObjectCreated:Put"), how: "Put" },
];

/** What creates none. */
export const OTHER: readonly Sample[] = [
  { call: "CreateMultipartUpload", trail: call("CreateMultipartUpload") },
  { call: "UploadPart", trail: call("UploadPart") },
  { call: "UploadPartCopy", trail: call("UploadPartCopy") },
  {
    call: "RestoreObject",
    trail: call("RestoreObject"),
    notified: created("s3:ObjectRestore:Completed"),
  },
  {
    call: "DeleteObject",
    trail: call("DeleteObject"),
    notified: created("ObjectRemoved:DeleteMarkerCreated"),
  },
  { call: "a version's deletion", notified: created("ObjectRemoved:Delete") },
  { call: "an expiry", notified: created("LifecycleExpiration:Delete") },
  { call: "a replication", notified: created("s3:Replication:OperationFailedReplication") },
  { call: "PutObjectAcl", trail: call("PutObjectAcl"), notified: created("ObjectAcl:Put") },
  {
    call: "PutObjectTagging",
    trail: call("PutObjectTagging"),
    notified: created("ObjectTagging:Put"),
  },
  { call: "PreflightRequest", trail: preflight },
  { call: "GetObject", trail: call("GetObject") },
  { call: "S3's test event", notified: testEvent },
  { call: "EventBridge's own event", notified: objectCreated },
];
