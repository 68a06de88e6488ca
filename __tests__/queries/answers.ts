import { type Row } from "./engine";

/** Whom the rows name, as every query names them. */
const person = (who: string, user_id: string, access_key_id: string, source_ip = "192.0.2.10") => ({
  who,
  user_id,
  access_key_id,
  source_ip,
  user_agent: "[aws-cli/2.30.0]",
});
const sessionOf = (role: string, name: string) =>
  person(
    `arn:aws:sts::222222222222:assumed-role/${role}/${name}`,
    `AROA${role.toUpperCase()}:${name}`,
    `ASIA${role.toUpperCase()}`,
  );
const EVE = person("arn:aws:iam::222222222222:user/eve", "AIDAEVE", "AKIAEVE", "198.51.100.7");
const ADA = person("arn:aws:iam::222222222222:user/ada", "AIDAADA", "AKIAADA");
const UPLOADER = sessionOf("FileUploaderRole", "nightly");
const RESPONDER = sessionOf("acme-responder", "acme-responder");
const DEPLOYMENT = sessionOf("BucketWardenDeployment", "bucket-warden");
const MALLORY = sessionOf("Administrator", "mallory");

const at = (time: string, call: string) => ({ event_time: `2026-03-01T${time}:00Z`, call });
const object = (
  object_key: string | null,
  version_id: string | null,
  bucket = "acme-payments",
) => ({
  bucket,
  object_key,
  version_id,
});
const INVOICE = "invoices/1.pdf";
const QUARANTINE = '"policyArn":"arn:aws:iam::222222222222:policy/acme-quarantine"';
const NOBODY = '["bucket-warden:nobody"]';

export interface Answer {
  /** Besides account, first and last day. */
  readonly asked?: string;
  readonly rows: readonly Row[];
}

/** What an investigator must be told about the day in `records.ts`. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  "who-uploaded": {
    rows: [
      {
        ...at("08:00", "PutObject"),
        ...object(INVOICE, "v0"),
        bytes: "120",
        ...UPLOADER,
        request_id: "R0800PutObject",
      },
      {
        ...at("10:01", "CopyObject"),
        ...object("loot.pdf", "w1", "elsewhere"),
        bytes: null,
        ...EVE,
        request_id: "R1001CopyObject",
      },
      {
        ...at("10:10", "PutObject"),
        ...object(INVOICE, "v1"),
        bytes: "66",
        ...EVE,
        request_id: "R1010PutObject",
      },
      {
        ...at("10:11", "POST Object"),
        ...object("form.html", "v2"),
        bytes: null,
        ...EVE,
        request_id: "R1011POSTObject",
      },
    ],
  },
  "who-deleted": {
    rows: [
      { ...at("10:13", "DeleteObject"), ...object(INVOICE, "m1"), what: "marker", ...EVE },
      {
        ...at("10:14", "DeleteObjects"),
        ...object(null, null),
        what: "several: see the access logs",
        ...ADA,
      },
      { ...at("10:15", "DeleteObject"), ...object(INVOICE, "v1"), what: "version", ...RESPONDER },
    ],
  },
  "what-was-read": {
    asked: "AIDAEVE",
    rows: [
      {
        ...at("09:59", "SelectObjectContent"),
        ...object("ledger.csv", null),
        copied_from: null,
        bytes: "9",
        ...EVE,
      },
      {
        ...at("10:00", "GetObject"),
        ...object(INVOICE, null),
        copied_from: null,
        bytes: "120",
        ...EVE,
      },
      {
        ...at("10:01", "CopyObject"),
        ...object("loot.pdf", null, "elsewhere"),
        copied_from: "acme-payments/a b.pdf",
        bytes: null,
        ...EVE,
      },
    ],
  },
  "refused-at-objects": {
    rows: [
      {
        who: EVE.who,
        user_id: "AIDAEVE",
        attempts: "4",
        first_at: "2026-03-01T10:02:00Z",
        last_at: "2026-03-01T10:22:00Z",
        calls: "DeleteObject, GetObject, PutObject",
        source_ips: "198.51.100.7, 203.0.113.9",
      },
      {
        who: "999999999999",
        user_id: "AIDASTRANGER",
        attempts: "1",
        first_at: "2026-03-01T10:24:00Z",
        last_at: "2026-03-01T10:24:00Z",
        calls: "GetObject",
        source_ips: "192.0.2.10",
      },
    ],
  },
  "objects-by-principal": {
    asked: "AKIAEVE",
    rows: [
      {
        ...at("09:59", "SelectObjectContent"),
        refused: null,
        ...object("ledger.csv", null),
        ...EVE,
      },
      { ...at("10:00", "GetObject"), refused: null, ...object(INVOICE, null), ...EVE },
      {
        ...at("10:01", "CopyObject"),
        refused: null,
        ...object("loot.pdf", "w1", "elsewhere"),
        ...EVE,
      },
      {
        ...at("10:02", "GetObject"),
        refused: "AccessDenied",
        ...object("secret.pdf", null),
        ...EVE,
      },
      { ...at("10:10", "PutObject"), refused: null, ...object(INVOICE, "v1"), ...EVE },
      { ...at("10:11", "POST Object"), refused: null, ...object("form.html", "v2"), ...EVE },
      { ...at("10:12", "UploadPart"), refused: null, ...object("big.bin", null), ...EVE },
      { ...at("10:13", "DeleteObject"), refused: null, ...object(INVOICE, "m1"), ...EVE },
      { ...at("10:20", "PutObject"), refused: "AccessDenied", ...object(INVOICE, null), ...EVE },
      {
        ...at("10:21", "PutObject"),
        refused: "AccessDenied",
        ...object(INVOICE, null),
        ...EVE,
        source_ip: "203.0.113.9",
      },
      { ...at("10:22", "DeleteObject"), refused: "AccessDenied", ...object(INVOICE, null), ...EVE },
      { ...at("10:23", "PutObject"), refused: "SlowDown", ...object(INVOICE, null), ...EVE },
    ],
  },
  "who-was-blocked": {
    rows: [
      {
        ...at("10:16", "PutBucketPolicy"),
        whom: null,
        bucket: "acme-payments",
        denylist: '["AIDAEVE","bucket-warden:nobody"]',
      },
      { ...at("10:17", "AttachUserPolicy"), whom: "eve", bucket: null, denylist: null },
      { ...at("10:19", "AttachRolePolicy"), whom: "Etl", bucket: null, denylist: null },
    ],
  },
  "who-lifted-a-block": {
    asked: "acme-payments",
    rows: [
      {
        ...at("07:00", "PutBucketPolicy"),
        whom: null,
        bucket: "acme-payments",
        denylist: NOBODY,
        ...DEPLOYMENT,
      },
      { ...at("10:59", "DetachRolePolicy"), whom: "Etl", bucket: null, denylist: null, ...ADA },
      {
        ...at("11:00", "PutBucketPolicy"),
        whom: null,
        bucket: "acme-payments",
        denylist: NOBODY,
        ...ADA,
      },
      { ...at("11:01", "DetachUserPolicy"), whom: "eve", bucket: null, denylist: null, ...MALLORY },
      {
        ...at("11:02", "DeleteBucketPolicy"),
        whom: null,
        bucket: "acme-payments",
        denylist: null,
        ...ADA,
      },
    ],
  },
  "who-touched-the-product": {
    asked: "website",
    rows: [
      {
        ...at("10:59", "DetachRolePolicy"),
        service: "iam.amazonaws.com",
        refused: null,
        request: `{"roleName":"Etl",${QUARANTINE}}`,
        ...ADA,
      },
      {
        ...at("11:00", "PutBucketPolicy"),
        service: "s3.amazonaws.com",
        refused: null,
        request: expect.stringContaining('"bucketName":"acme-payments"'),
        ...ADA,
      },
      {
        ...at("11:01", "DetachUserPolicy"),
        service: "iam.amazonaws.com",
        refused: null,
        request: `{"userName":"eve",${QUARANTINE}}`,
        ...MALLORY,
      },
      {
        ...at("11:02", "DeleteBucketPolicy"),
        service: "s3.amazonaws.com",
        refused: null,
        request: '{"bucketName":"acme-payments"}',
        ...ADA,
      },
      {
        ...at("11:03", "DeleteBucketPolicy"),
        service: "s3.amazonaws.com",
        refused: null,
        request: '{"bucketName":"website"}',
        ...ADA,
      },
      {
        ...at("11:05", "DetachUserPolicy"),
        service: "iam.amazonaws.com",
        refused: "AccessDenied",
        request: `{"userName":"eve",${QUARANTINE}}`,
        ...ADA,
      },
      {
        ...at("12:00", "UpdateFunctionCode20150331v2"),
        service: "lambda.amazonaws.com",
        refused: null,
        request: '{"functionName":"acme-responder"}',
        ...ADA,
      },
      {
        ...at("12:02", "StopLogging"),
        service: "cloudtrail.amazonaws.com",
        refused: null,
        request: '{"name":"arn:aws:cloudtrail:us-east-1:222222222222:trail/acme"}',
        ...MALLORY,
      },
      {
        ...at("12:03", "StopLogging"),
        service: "cloudtrail.amazonaws.com",
        refused: "AccessDenied",
        request: '{"name":"acme"}',
        ...MALLORY,
      },
      {
        ...at("12:04", "DeleteDetector"),
        service: "guardduty.amazonaws.com",
        refused: null,
        request: '{"detectorId":"12abc34d567e8fa901bc2d34e56789f0"}',
        ...MALLORY,
      },
      {
        ...at("12:08", "ScheduleKeyDeletion"),
        service: "kms.amazonaws.com",
        refused: null,
        request: '{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}',
        ...ADA,
      },
    ],
  },
  "refused-in-account": {
    rows: [
      {
        who: EVE.who,
        user_id: "AIDAEVE",
        attempts: "2",
        first_at: "2026-03-01T10:30:00Z",
        last_at: "2026-03-01T10:31:00Z",
        calls: "ListUsers, RunInstances",
        source_ips: "198.51.100.7",
      },
      {
        who: "arn:aws:iam::222222222222:root",
        user_id: "222222222222",
        attempts: "1",
        first_at: "2026-03-01T13:01:00Z",
        last_at: "2026-03-01T13:01:00Z",
        calls: "CreateAccessKey",
        source_ips: "192.0.2.10",
      },
      {
        who: ADA.who,
        user_id: "AIDAADA",
        attempts: "1",
        first_at: "2026-03-01T11:05:00Z",
        last_at: "2026-03-01T11:05:00Z",
        calls: "DetachUserPolicy",
        source_ips: "192.0.2.10",
      },
      {
        who: MALLORY.who,
        user_id: MALLORY.user_id,
        attempts: "1",
        first_at: "2026-03-01T12:03:00Z",
        last_at: "2026-03-01T12:03:00Z",
        calls: "StopLogging",
        source_ips: "192.0.2.10",
      },
    ],
  },
  "calls-by-principal": {
    asked: "arn:aws:iam::222222222222:user/eve",
    rows: [
      {
        ...at("10:30", "ListUsers"),
        region: "us-east-1",
        service: "iam.amazonaws.com",
        refused: "AccessDenied",
        request: "{}",
        ...EVE,
      },
      {
        ...at("10:31", "RunInstances"),
        region: "eu-west-1",
        service: "ec2.amazonaws.com",
        refused: "Client.UnauthorizedOperation",
        request: '{"instanceType":"m5.large"}',
        ...EVE,
      },
    ],
  },
  "root-use": {
    rows: [
      {
        ...at("13:00", "ConsoleLogin"),
        service: "signin.amazonaws.com",
        refused: null,
        sign_in: "Success",
        mfa: "Yes",
        access_key_id: "",
        source_ip: "192.0.2.10",
        user_agent: "[aws-cli/2.30.0]",
      },
      {
        ...at("13:01", "CreateAccessKey"),
        service: "iam.amazonaws.com",
        refused: "AccessDenied",
        sign_in: null,
        mfa: null,
        access_key_id: "",
        source_ip: "192.0.2.10",
        user_agent: "[aws-cli/2.30.0]",
      },
    ],
  },
};
