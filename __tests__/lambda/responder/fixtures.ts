import { type ResponderSettings } from "../../../lambda/responder/settings";
import { type Upload } from "../../../lambda/responder/events/upload";

export const ACCOUNT = "111111111111";
export const BUCKET = "acme-production";

export const settings: ResponderSettings = {
  bucket: BUCKET,
  accountId: ACCOUNT,
  accountName: "shop",
  ledgerTable: "warden-ledger",
  alertsTopicArn: "arn:aws:sns:eu-central-1:222222222222:warden-alerts",
  quarantinePolicyArn: `arn:aws:iam::${ACCOUNT}:policy/warden-quarantine`,
  responseMode: "respond",
  ownUserId: "AROARESPONDER:*",
  allowedUserIds: ["AIDAUPLOADER", "AROAUPLOADER:*", "AROASHARED:nightly"],
  neverBlockedUserIds: ["AROADEPLOY:*", "AIDABREAKGLASS"],
  sparedArns: [
    `arn:aws:iam::${ACCOUNT}:role/warden-responder`,
    `arn:aws:iam::${ACCOUNT}:role/BucketWardenDeployment`,
    `arn:aws:iam::${ACCOUNT}:user/break-glass`,
  ],
  deniedAttemptsThreshold: 10,
};

export const user = {
  kind: "user",
  userId: "AIDAINTRUDER",
  arn: `arn:aws:iam::${ACCOUNT}:user/sales/mallory`,
  userName: "mallory",
} as const;

export const roleSession = {
  kind: "role-session",
  userId: "AROAINTRUDER:laptop",
  roleId: "AROAINTRUDER",
  sessionName: "laptop",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reporting/laptop`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/apps/reporting`,
  roleName: "reporting",
} as const;

export const upload: Upload = {
  bucket: BUCKET,
  key: "reports/2026 summary.csv",
  versionId: "v1",
  etag: "0123456789abcdef",
  principal: user,
  sourceIp: "203.0.113.7",
  time: "2026-01-01T12:00:00.000Z",
  how: "Put",
  requestId: "REQUEST1",
  trigger: "trail",
};

/** One record as S3 sends it, with what the test is about in place of the usual. */
export function notification(changes: {
  readonly eventName?: string;
  readonly principalId?: string;
  readonly bucket?: string;
  readonly object?: Readonly<Record<string, unknown>>;
}) {
  const {
    eventName = "ObjectCreated:Put",
    principalId = "AWS:AIDAINTRUDER",
    bucket = BUCKET,
  } = changes;
  return {
    eventVersion: "2.3",
    eventSource: "aws:s3",
    awsRegion: "eu-west-1",
    eventTime: "2026-01-01T12:00:00.000Z",
    eventName,
    userIdentity: { principalId },
    requestParameters: { sourceIPAddress: "203.0.113.7" },
    responseElements: { "x-amz-request-id": "REQUEST1", "x-amz-id-2": "HOST1" },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: "warden",
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: "A2OWNER" },
        arn: `arn:aws:s3:::${bucket}`,
      },
      object: {
        key: "reports/2026+summary.csv",
        size: 12,
        eTag: "0123456789abcdef",
        versionId: "v1",
        sequencer: "0061",
        ...changes.object,
      },
    },
  };
}

export const notifications = (...records: unknown[]) => ({ Records: records });

export const userIdentity = {
  type: "IAMUser",
  principalId: user.userId,
  arn: user.arn,
  accountId: ACCOUNT,
  accessKeyId: "AKIAEXAMPLE",
  userName: user.userName,
};

export const roleIdentity = (role: {
  name: string;
  path?: string;
  id: string;
  session: string;
}) => ({
  type: "AssumedRole",
  principalId: `${role.id}:${role.session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/${role.session}`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: role.id,
      arn: `arn:aws:iam::${ACCOUNT}:role${role.path ?? "/"}${role.name}`,
      accountId: ACCOUNT,
      userName: role.name,
    },
    attributes: { creationDate: "2026-01-01T11:00:00Z", mfaAuthenticated: "false" },
  },
});

/** An EventBridge event of CloudTrail's, with `detail` changed where the test is about it. */
export const trailEvent = (detail: Readonly<Record<string, unknown>> = {}) => ({
  version: "0",
  id: "event-1",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.s3",
  account: ACCOUNT,
  time: "2026-01-01T12:00:05Z",
  region: "eu-west-1",
  resources: [],
  detail: {
    eventVersion: "1.11",
    userIdentity,
    eventTime: "2026-01-01T12:00:00Z",
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    requestParameters: { bucketName: BUCKET, key: "reports/2026 summary.csv", Host: "s3.example" },
    responseElements: { "x-amz-server-side-encryption": "aws:kms", "x-amz-version-id": "v1" },
    additionalEventData: { SignatureVersion: "SigV4", "x-amz-id-2": "HOST1" },
    requestID: "REQUEST1",
    eventID: "event-1",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: false,
    recipientAccountId: ACCOUNT,
    eventCategory: "Data",
    ...detail,
  },
});

/** EventBridge's schedule. */
export const scheduled = {
  version: "0",
  id: "tick-1",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  time: "2026-01-01T12:05:00Z",
  detail: {},
};
