import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { auditNames, workloadNames } from "../../config/names";
import { packageRoot } from "../../config/package-root";
import { responderPolicy } from "../../policies/responder";
import { exampleConfig } from "../support/example";

const folder = join(packageRoot(), "lambda/responder/aws");

/** The SDK edge: the only files that talk to AWS. */
const sources = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .join("\n");

/** Every call in the code: SDK commands, and the one request that is signed by hand. */
const calls = new Set([
  ...Array.from(sources.matchAll(/new (\w+)Command\(/g), ([, name = ""]) => name),
  ...(sources.includes("/findings/import") ? ["BatchImportFindings"] : []),
]);

/** What IAM asks for each call (service authorization reference; S3 guide on conditional deletes). */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  AbortMultipartUpload: ["s3:AbortMultipartUpload"],
  AttachRolePolicy: ["iam:AttachRolePolicy"],
  AttachUserPolicy: ["iam:AttachUserPolicy"],
  BatchGetItem: ["dynamodb:BatchGetItem"],
  BatchImportFindings: ["securityhub:BatchImportFindings"],
  DeleteObject: [
    "s3:BypassGovernanceRetention",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetObject",
  ],
  GetBucketPolicy: ["s3:GetBucketPolicy"],
  GetObjectLegalHold: ["s3:GetObjectLegalHold"],
  GetObjectRetention: ["s3:GetObjectRetention"],
  ListMultipartUploads: ["s3:ListBucketMultipartUploads"],
  ListObjectVersions: ["s3:ListBucketVersions"],
  Publish: ["sns:Publish", "kms:Decrypt", "kms:GenerateDataKey"],
  PutBucketPolicy: ["s3:PutBucketPolicy"],
  PutObjectTagging: ["s3:PutObjectVersionTagging"],
  TransactWriteItems: ["dynamodb:UpdateItem"],
  UpdateItem: ["dynamodb:UpdateItem"],
};

/** What Lambda does in the role's name, without a call of ours. */
const LAMBDAS_OWN = ["logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"];

const config = exampleConfig();
const names = workloadNames(config, { accountId: "222222222222", bucketName: "acme-payments" });
const granted = responderPolicy({
  names,
  audit: auditNames(config),
  alertsKeyArn: "arn:aws:kms:us-east-1:111111111111:key/1",
  failuresQueueArn: "arn:aws:sqs:us-east-1:222222222222:failures",
}).flatMap(({ Action }) => [Action].flat());

test("every call of the responder's code has its permissions written down", () => {
  expect([...calls].filter((call) => !(call in PERMISSIONS))).toEqual([]);
  expect(Object.keys(PERMISSIONS).filter((call) => !calls.has(call))).toEqual([]);
});

test("the responder's role may do what its code calls, and nothing else", () => {
  const needed = [...calls].flatMap((call) => PERMISSIONS[call] ?? []);
  expect([...new Set(granted)].sort()).toEqual([...new Set([...needed, ...LAMBDAS_OWN])].sort());
});
