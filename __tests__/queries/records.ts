/** Calls of one day in one account, in CloudTrail's documented form: an intrusion and what followed. */
export interface TrailRecord {
  readonly eventTime: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly eventCategory: "Data" | "Management";
  readonly [field: string]: unknown;
}

export const DAY = "2026/03/01";

type Identity = Readonly<Record<string, unknown>>;

const user = (name: string): Identity => ({
  type: "IAMUser",
  principalId: `AIDA${name.toUpperCase()}`,
  arn: `arn:aws:iam::222222222222:user/${name}`,
  accountId: "222222222222",
  accessKeyId: `AKIA${name.toUpperCase()}`,
  userName: name,
});

const session = (role: string, name: string): Identity => ({
  type: "AssumedRole",
  principalId: `AROA${role.toUpperCase()}:${name}`,
  arn: `arn:aws:sts::222222222222:assumed-role/${role}/${name}`,
  accountId: "222222222222",
  accessKeyId: `ASIA${role.toUpperCase()}`,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: `AROA${role.toUpperCase()}`,
      arn: `arn:aws:iam::222222222222:role/${role}`,
      accountId: "222222222222",
      userName: role,
    },
    webIdFederationData: {},
    attributes: { creationDate: "2026-03-01T00:00:00Z", mfaAuthenticated: "false" },
  },
});

const eve = user("eve");
const ada = user("ada");
const uploader = session("FileUploaderRole", "nightly");
const responder = session("acme-responder", "acme-responder");
const deployment = session("BucketWardenDeployment", "bucket-warden");
const administrator = session("Administrator", "mallory");
const stranger: Identity = {
  type: "AWSAccount",
  principalId: "AIDASTRANGER",
  accountId: "999999999999",
};
const root: Identity = {
  type: "Root",
  principalId: "222222222222",
  arn: "arn:aws:iam::222222222222:root",
  accountId: "222222222222",
  accessKeyId: "",
};
const lifecycle: Identity = { type: "AWSService", invokedBy: "s3.amazonaws.com" };

type Changes = Readonly<Record<string, unknown>>;

/** `10:15 PutObject` */
function record(what: string, userIdentity: Identity, changes: Changes): TrailRecord {
  const [time = "", ...name] = what.split(" ");
  const id = what.replace(/\W/g, "");
  return {
    eventVersion: "1.11",
    userIdentity,
    eventTime: `2026-03-01T${time}:00Z`,
    eventSource: "s3.amazonaws.com",
    eventName: name.join(" "),
    awsRegion: "us-east-1",
    sourceIPAddress: userIdentity === eve ? "198.51.100.7" : "192.0.2.10",
    userAgent: "[aws-cli/2.30.0]",
    requestParameters: null,
    responseElements: null,
    requestID: `R${id}`,
    eventID: `E${id}`,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "222222222222",
    eventCategory: "Management",
    ...changes,
  };
}

const object = (what: string, who: Identity, changes: Changes & { key?: string | null } = {}) => {
  const { key = "invoices/1.pdf", requestParameters, ...rest } = changes;
  const request = { bucketName: "acme-payments", Host: "acme-payments.s3.amazonaws.com" };
  return record(what, who, {
    eventCategory: "Data",
    managementEvent: false,
    requestParameters: {
      ...request,
      ...(key !== null && { key }),
      ...(requestParameters as object | undefined),
    },
    resources: [
      { type: "AWS::S3::Object", ARN: `arn:aws:s3:::acme-payments/${key ?? ""}` },
      { accountId: "222222222222", type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::acme-payments" },
    ],
    ...rest,
  });
};

const version = (id: string, more: Changes = {}) => ({
  responseElements: { "x-amz-version-id": id, ...more },
});
const refused = { errorCode: "AccessDenied", errorMessage: "Access Denied" };
const read = (bytes: number) => ({
  readOnly: true,
  additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: bytes },
});

const denylist = (...userIds: string[]) => ({
  requestParameters: {
    bucketName: "acme-payments",
    policy: "",
    bucketPolicy: {
      Version: "2012-10-17",
      Statement: [
        { Sid: "OnlyUploaders", Condition: { StringNotLike: { "aws:userid": ["AROAUP:*"] } } },
        {
          Sid: "BucketWardenDenylist",
          Condition: {
            StringLike: { "aws:userid": userIds },
            ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/acme-responder"] },
          },
        },
      ],
    },
  },
});

const iam = (requestParameters: Changes) => ({
  eventSource: "iam.amazonaws.com",
  requestParameters,
});
const quarantine = "arn:aws:iam::222222222222:policy/acme-quarantine";

const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const dataCalls: readonly TrailRecord[] = [
  object("08:00 PutObject", uploader, {
    ...version("v0"),
    additionalEventData: { bytesTransferredIn: 120, bytesTransferredOut: 0 },
  }),
  object("09:00 GetObject", uploader, { ...read(120), requestParameters: { versionId: "v0" } }),
  object("10:00 GetObject", eve, read(120)),
  object("10:01 CopyObject", eve, {
    key: "loot.pdf",
    requestParameters: { bucketName: "elsewhere", "x-amz-copy-source": "acme-payments/a b.pdf" },
    ...version("w1"),
  }),
  object("09:59 SelectObjectContent", eve, { ...read(9), key: "ledger.csv" }),
  object("10:02 GetObject", eve, { ...read(0), ...refused, key: "secret.pdf" }),
  object("10:10 PutObject", eve, {
    ...version("v1"),
    additionalEventData: { bytesTransferredIn: 66, bytesTransferredOut: 0 },
  }),
  object("10:11 POST Object", eve, { key: "form.html", ...version("v2") }),
  object("10:12 UploadPart", eve, { key: "big.bin" }),
  object("10:13 DeleteObject", eve, version("m1", { "x-amz-delete-marker": "true" })),
  object("10:14 DeleteObjects", ada, { key: null }),
  object("10:15 DeleteObject", responder, {
    requestParameters: { versionId: "v1" },
    ...version("v1"),
  }),
  object("10:20 PutObject", eve, refused),
  object("10:21 PutObject", eve, { ...refused, sourceIPAddress: "203.0.113.9" }),
  object("10:22 DeleteObject", eve, refused),
  object("10:23 PutObject", eve, { errorCode: "SlowDown", errorMessage: "Please reduce" }),
  object("10:23 PostObject", ada, { errorCode: "EntityTooLarge" }),
  object("10:23 CopyObject", ada, { errorMessage: "Internal error" }),
  object("10:23 PutObject", ada, { eventSource: "s3-outposts.amazonaws.com" }),
  object("10:24 GetObject", stranger, { ...read(0), ...refused }),
  object("23:00 GetObject", lifecycle, read(5)),
];

const managementCalls: readonly TrailRecord[] = [
  record("07:00 PutBucketPolicy", deployment, denylist("bucket-warden:nobody")),
  record("10:16 PutBucketPolicy", responder, denylist("AIDAEVE", "bucket-warden:nobody")),
  record("10:17 AttachUserPolicy", responder, iam({ userName: "eve", policyArn: quarantine })),
  record("10:18 AttachRolePolicy", responder, {
    ...iam({ roleName: "Administrator", policyArn: quarantine }),
    errorCode: "NoSuchEntityException",
  }),
  record("10:19 AttachRolePolicy", responder, iam({ roleName: "Etl", policyArn: quarantine })),
  record("10:19 AttachUserPolicy", responder, iam({ userName: "eve", policyArn: readOnly })),
  record("10:30 ListUsers", eve, {
    ...iam({}),
    readOnly: true,
    errorCode: "AccessDenied",
    errorMessage: "User is not authorized",
  }),
  record("10:31 RunInstances", eve, {
    eventSource: "ec2.amazonaws.com",
    awsRegion: "eu-west-1",
    errorCode: "Client.UnauthorizedOperation",
    requestParameters: { instanceType: "m5.large" },
  }),
  record("10:32 AttachUserPolicy", ada, iam({ userName: "ada", policyArn: readOnly })),
  record("11:00 PutBucketPolicy", ada, denylist("bucket-warden:nobody")),
  record("11:01 DetachUserPolicy", administrator, iam({ userName: "eve", policyArn: quarantine })),
  record("10:59 DetachRolePolicy", ada, iam({ roleName: "Etl", policyArn: quarantine })),
  record("11:02 DeleteBucketPolicy", ada, { requestParameters: { bucketName: "acme-payments" } }),
  record("11:03 DeleteBucketPolicy", ada, { requestParameters: { bucketName: "website" } }),
  record("11:04 DetachUserPolicy", ada, iam({ userName: "eve", policyArn: readOnly })),
  record("11:05 DetachUserPolicy", ada, {
    ...iam({ userName: "eve", policyArn: quarantine }),
    errorCode: "AccessDenied",
  }),
  record("12:00 UpdateFunctionCode20150331v2", ada, {
    eventSource: "lambda.amazonaws.com",
    requestParameters: { functionName: "acme-responder" },
  }),
  record("12:01 GetFunction20150331v2", ada, {
    eventSource: "lambda.amazonaws.com",
    requestParameters: { functionName: "acme-responder" },
    readOnly: true,
  }),
  record("12:02 StopLogging", administrator, {
    eventSource: "cloudtrail.amazonaws.com",
    requestParameters: { name: "arn:aws:cloudtrail:us-east-1:222222222222:trail/acme" },
  }),
  record("12:03 StopLogging", administrator, {
    eventSource: "cloudtrail.amazonaws.com",
    requestParameters: { name: "acme" },
    errorCode: "AccessDenied",
  }),
  record("12:04 DeleteDetector", administrator, {
    eventSource: "guardduty.amazonaws.com",
    requestParameters: { detectorId: "12abc34d567e8fa901bc2d34e56789f0" },
  }),
  record("12:08 ScheduleKeyDeletion", ada, {
    eventSource: "kms.amazonaws.com",
    requestParameters: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
  }),
  record("12:05 UpdateFunctionCode20150331v2", deployment, {
    eventSource: "lambda.amazonaws.com",
    requestParameters: { functionName: "acme-responder" },
  }),
  record("12:06 CreateQueue", ada, {
    eventSource: "sqs.amazonaws.com",
    requestParameters: { queueName: "orders" },
  }),
  record("13:00 ConsoleLogin", root, {
    eventSource: "signin.amazonaws.com",
    eventType: "AwsConsoleSignIn",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed: "Yes", MobileVersion: "No" },
  }),
  record("13:01 CreateAccessKey", root, { ...iam({}), errorCode: "AccessDenied" }),
  record(
    "13:02 DescribeRegions",
    { ...root, invokedBy: "trustedadvisor.amazonaws.com" },
    {
      eventSource: "ec2.amazonaws.com",
      readOnly: true,
    },
  ),
  record(
    "13:03 RotateKey",
    { ...root, invokedBy: undefined },
    {
      eventSource: "kms.amazonaws.com",
      eventType: "AwsServiceEvent",
    },
  ),
];

export const INCIDENT: readonly TrailRecord[] = [...dataCalls, ...managementCalls];

/** What another account recorded on the same day. */
export const UNRELATED: readonly TrailRecord[] = [
  record("10:00 ListUsers", user("zoe"), { ...iam({}), readOnly: true }),
];
