import { workloadNames } from "../../../config/names";
import type { WardenConfig, Workload } from "../../../config/schema";
import type { BusEvent } from "../../../decisions/bus-event";
import { byUser, callEvent } from "../../../samples/call";
import type { RecordedCall } from "../trails";

/** What the function must make of an event: the only field of its `Reading`. */
export type Read = "upload" | "denied" | "policyChange" | "scheduled";

/** A call on the guarded bucket that the function must learn of. */
export interface CallToTake {
  /** The last part of the path's id. */
  readonly id: string;
  readonly about: string;
  readonly name: string;
  readonly read: Read;
  readonly isRefused?: true;
  readonly byAccessPoint?: true;
}

/**
 * Everything that CloudTrail calls the creation of an object, and what could lift a block (S3
 * guide, cloudtrail-logging-s3-info). Of a form's upload two names are in use.
 */
export const CALLS_TO_TAKE: readonly CallToTake[] = [
  { id: "put-object", about: "an upload", name: "PutObject", read: "upload" },
  { id: "postobject", about: "a form's upload", name: "PostObject", read: "upload" },
  { id: "post-object", about: "a form's upload", name: "POST Object", read: "upload" },
  { id: "copy-object", about: "a copy into the bucket", name: "CopyObject", read: "upload" },
  {
    ...{ id: "complete-multipart-upload", about: "an upload in parts" },
    ...{ name: "CompleteMultipartUpload", read: "upload" },
  },
  {
    ...{ id: "put-object-by-access-point", about: "an upload by way of an access point" },
    ...{ name: "PutObject", read: "upload", byAccessPoint: true },
  },
  {
    ...{ id: "put-object-refused", about: "an upload that S3 refused" },
    ...{ name: "PutObject", read: "denied", isRefused: true },
  },
  {
    ...{ id: "put-bucket-policy", about: "another hand's change of the bucket policy" },
    ...{ name: "PutBucketPolicy", read: "policyChange" },
  },
  {
    ...{ id: "delete-bucket-policy", about: "the bucket policy's deletion" },
    ...{ name: "DeleteBucketPolicy", read: "policyChange" },
  },
];

/** The rule's pattern: these calls on the bucket, named by whichever field, and nothing else. */
export const patternOf = ({ config, workload }: On): unknown => {
  const { bucket, bucketArn } = workloadNames(config, workload);
  return {
    source: ["aws.s3"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: ["s3.amazonaws.com"],
      eventName: [...new Set(CALLS_TO_TAKE.map(({ name }) => name))],
      $or: [{ requestParameters: { bucketName: [bucket] } }, { resources: { ARN: [bucketArn] } }],
    },
  };
};

const KEY = "reports/2026 summary.csv";
const ALIAS = "shop-abcdefghijklmnopqrstuvwxyz012345-s3alias";

const isManagement = ({ read }: CallToTake): boolean => read === "policyChange";

interface On {
  readonly config: WardenConfig;
  readonly workload: Workload;
}

/** The event that EventBridge gets, made by a user of the account who may not do that. */
export function eventOf(call: CallToTake, { config, workload }: On): BusEvent {
  const { bucket, bucketArn, place } = workloadNames(config, workload);
  const event = callEvent(
    { account: place.accountId, region: place.region },
    {
      ...{ service: "s3", name: call.name, by: byUser },
      parameters: {
        bucketName: call.byAccessPoint ? ALIAS : bucket,
        ...(!isManagement(call) && { key: KEY }),
      },
      ...(!isManagement(call) && { category: "Data" }),
      ...(call.isRefused && { errorCode: "AccessDenied" }),
    },
  );
  const resources = [
    { accountId: place.accountId, type: "AWS::S3::Bucket", ARN: bucketArn },
    ...(isManagement(call) ? [] : [{ type: "AWS::S3::Object", ARN: `${bucketArn}/${KEY}` }]),
  ];
  return { ...event, detail: { ...event.detail, resources } };
}

/** The same call as a trail sees it. */
export function recordOf(call: CallToTake, { config, workload }: On): RecordedCall {
  const common = {
    eventName: call.name,
    eventSource: "s3.amazonaws.com",
    readOnly: "false",
  } as const;
  if (isManagement(call)) return { ...common, eventCategory: "Management" };
  const { bucketArn } = workloadNames(config, workload);
  return {
    ...common,
    eventCategory: "Data",
    "resources.type": "AWS::S3::Object",
    "resources.ARN": `${bucketArn}/${KEY}`,
  };
}

/** S3's notification of an upload by the same user (S3 guide, notification-content-structure). */
export function notificationOf({ config, workload }: On): unknown {
  const { bucket, bucketArn, place } = workloadNames(config, workload);
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: place.region,
    eventTime: "2026-11-22T03:00:00.000Z",
    eventName: "ObjectCreated:Put",
    userIdentity: { principalId: "AWS:AIDAEXAMPLEUSEREXAMPL" },
    requestParameters: { sourceIPAddress: "203.0.113.7" },
    responseElements: { "x-amz-request-id": "REQUEST1" },
    s3: {
      bucket: { name: bucket, arn: bucketArn, ownerIdentity: { principalId: "A1OWNER" } },
      object: { key: "reports/2026+summary.csv", size: 12, eTag: "0123456789abcdef" },
    },
  };
  return { Records: [record] };
}
