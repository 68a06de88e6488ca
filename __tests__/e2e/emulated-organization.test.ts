import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Emulator, startEmulator } from "../../emulator";
import { callApi } from "../support/occupied-account";

const MANAGEMENT = "999999999999";
const AUDIT = "111111111111";
const MEMBER = "222222222222";
const STRANGER = "555555555555";
const organization = {
  id: "o-exampleorg1",
  rootId: "r-abcd",
  managementAccountId: MANAGEMENT,
  accountIds: [AUDIT, MEMBER],
};
const bucket = "archive-111";
const statement = { Effect: "Allow", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/*` };
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ motoCommand: ["moto_server"], organization });
  const owner = await s3As(role(AUDIT, "Deployment"));
  await owner.send(new CreateBucketCommand({ Bucket: bucket }));
  const Condition = { StringEquals: { "aws:PrincipalOrgID": organization.id } };
  const Policy = document({ ...statement, Principal: "*", Condition });
  await owner.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
}, 90_000);

afterAll(() => emulator.stop());

const accessAs = async (roleArn: string) => ({
  endpoint: emulator.url,
  region: "us-east-1",
  credentials: await emulator.assume(roleArn, "session"),
});

const s3As = async (roleArn: string) =>
  new S3Client({ ...(await accessAs(roleArn)), maxAttempts: 1, forcePathStyle: true });

/** Puts an object into the audit account's bucket, judged by the policies in force. */
async function put(account: string, name: string) {
  const iam = new IAMClient(await accessAs(role(account, "Deployment")));
  const trust = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = document(trust);
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  const own = { PolicyName: "own", PolicyDocument: document(statement) };
  await iam.send(new PutRolePolicyCommand({ RoleName: name, ...own }));
  emulator.enforce(role(account, name));
  const s3 = await s3As(role(account, name));
  return s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: "x" }));
}

test("a policy that names the organization lets its accounts in, and nobody else", async () => {
  await expect(put(MEMBER, "member")).resolves.toBeDefined();
  await expect(put(STRANGER, "stranger")).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a service control policy refuses what a member's administrator allows", async () => {
  const management = await accessAs(role(MANAGEMENT, "Deployment"));
  const organizations = (operation: string, body: object) =>
    callApi(management, {
      service: "organizations",
      target: `AWSOrganizationsV20161128.${operation}`,
      body,
    });
  const { Policy } = await organizations("CreatePolicy", {
    Name: "guardrails",
    Type: "SERVICE_CONTROL_POLICY",
    Content: document({ ...statement, Effect: "Deny", Sid: "NoUploads" }),
  });
  const { Id: PolicyId } = (Policy as { PolicySummary: { Id: string } }).PolicySummary;
  const PolicyType = "SERVICE_CONTROL_POLICY";
  await organizations("EnablePolicyType", { RootId: organization.rootId, PolicyType });
  await organizations("AttachPolicy", { PolicyId, TargetId: MEMBER });

  await expect(put(MEMBER, "limited")).rejects.toMatchObject({
    message: expect.stringContaining("service control policy guardrails") as string,
  });
  await expect(put(MANAGEMENT, "unlimited")).resolves.toBeDefined();

  await organizations("DetachPolicy", { PolicyId, TargetId: MEMBER });
  await expect(put(MEMBER, "free")).resolves.toBeDefined();
});
