import { setTimeout as sleep } from "node:timers/promises";
import {
  DynamoDBClient,
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Emulator, startEmulator } from "../../emulator";

const audit = "111111111111";
const workload = "222222222222";
const deployment = (account: string) => `arn:aws:iam::${account}:role/BucketWardenDeployment`;
const role = (name: string) => `arn:aws:iam::${workload}:role/${name}`;
const bucket = "prod-222";
const trust = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource = "*") => ({
  Effect: "Allow",
  Action,
  Resource,
});

let emulator: Emulator;
const logged: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({
    motoCommand: ["moto_server"],
    onLog: (line) => void logged.push(line),
  });
}, 90_000);

afterAll(() => emulator.stop());

async function clientConfig(roleArn: string) {
  const credentials = await emulator.assume(roleArn, "session");
  return { endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 };
}

const s3As = async (arn: string) =>
  new S3Client({ ...(await clientConfig(arn)), forcePathStyle: true });

async function makeRole(name: string, ...statements: object[]): Promise<string> {
  const iam = new IAMClient(await clientConfig(deployment(workload)));
  await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: "own",
      PolicyDocument: document(...statements),
    }),
  );
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  emulator.enforce(role(name));
  return Role?.RoleId ?? "";
}

const put = (s3: S3Client, Key: string) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "x" }));

const deny = (Sid: string, userId: string) => ({
  Sid,
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutObject",
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition: { StringLike: { "aws:userid": [`${userId}:*`] } },
});

describe("a bucket's policy", () => {
  beforeAll(async () => {
    const owner = await s3As(deployment(workload));
    await owner.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  });

  test("a block by user id refuses its principal, names the statement, and lets others pass", async () => {
    const intruderId = await makeRole("intruder", allow("s3:*"));
    await makeRole("uploader", allow("s3:PutObject"));
    const [owner, intruder, uploader] = (await Promise.all(
      [deployment(workload), role("intruder"), role("uploader")].map(s3As),
    )) as [S3Client, S3Client, S3Client];
    await put(intruder, "before");

    await owner.send(
      new PutBucketPolicyCommand({ Bucket: bucket, Policy: document(deny("Blocked", intruderId)) }),
    );

    await expect(put(intruder, "after")).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("statement Blocked") as string,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(put(uploader, "allowed")).resolves.toBeDefined();
    await expect(put(owner, "trusted")).resolves.toBeDefined();
    expect(emulator.decisions).toContainEqual(
      expect.objectContaining({
        action: "s3:PutObject",
        resource: `arn:aws:s3:::${bucket}/after`,
        allowed: false,
      }),
    );
  });

  test("is read back as it was put", async () => {
    const owner = await s3As(deployment(workload));
    const Policy = document(deny("Again", "AROAANYBODY"));
    await owner.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));

    expect((await owner.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy).toBe(Policy);
  });

  test("doesn't let a principal read what its own policies don't allow", async () => {
    const s3 = await s3As(role("uploader"));

    await expect(
      s3.send(new GetObjectCommand({ Bucket: bucket, Key: "allowed" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("s3:GetObject") as string,
    });
  });
});

describe("governance", () => {
  test("a locked version goes only with the permission to bypass", async () => {
    const owner = await s3As(deployment(workload));
    const { VersionId } = await owner.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: "locked",
        Body: "x",
        ObjectLockMode: "GOVERNANCE",
        ObjectLockRetainUntilDate: new Date(Date.now() + 3_600_000),
      }),
    );
    await makeRole("deleter", allow("s3:DeleteObjectVersion"));
    await makeRole("bypasser", allow(["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]));
    const target = { Bucket: bucket, Key: "locked", VersionId, BypassGovernanceRetention: true };

    await expect(
      (await s3As(role("deleter"))).send(new DeleteObjectCommand(target)),
    ).rejects.toMatchObject({
      message: expect.stringContaining("s3:BypassGovernanceRetention") as string,
    });
    await expect(
      (await s3As(role("bypasser"))).send(new DeleteObjectCommand(target)),
    ).resolves.toBeDefined();
  });
});

describe("keys", () => {
  test("an upload to an encrypted bucket needs the key as well", async () => {
    const keyArn = (await kms(workload, "CreateKey", {})) ?? "";
    const owner = await s3As(deployment(workload));
    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn } as const;
    await owner.send(new CreateBucketCommand({ Bucket: "sealed-222" }));
    await owner.send(
      new PutBucketEncryptionCommand({
        Bucket: "sealed-222",
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }],
        },
      }),
    );
    const upload = new PutObjectCommand({ Bucket: "sealed-222", Key: "k", Body: "x" });
    await makeRole("keyless", allow("s3:PutObject"));
    await makeRole("keyed", allow("s3:PutObject"), allow("kms:GenerateDataKey", keyArn));

    await expect((await s3As(role("keyless"))).send(upload)).rejects.toMatchObject({
      message: expect.stringContaining("kms:GenerateDataKey") as string,
    });
    await expect((await s3As(role("keyed"))).send(upload)).resolves.toBeDefined();
  });
});

test("a key of another account is found by its ARN", async () => {
  const KeyId = await kms(audit, "CreateKey", {});

  expect(KeyId).toContain(audit);
  expect(await kms(workload, "DescribeKey", { KeyId })).toBe(KeyId);
});

/** No KMS client is a dependency of ours: one signed-looking call is enough. */
async function kms(
  account: string,
  operation: string,
  parameters: object,
): Promise<string | undefined> {
  const { accessKeyId } = await emulator.assume(deployment(account), "session");
  const response = await fetch(emulator.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/kms/aws4_request`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `TrentService.${operation}`,
    },
    body: JSON.stringify(parameters),
  });
  return ((await response.json()) as { KeyMetadata?: { Arn: string } }).KeyMetadata?.Arn;
}

describe("another account's topic", () => {
  test("takes a message when both accounts allow it, and not before", async () => {
    const owner = new SNSClient(await clientConfig(deployment(audit)));
    const { TopicArn = "" } = await owner.send(new CreateTopicCommand({ Name: "alerts" }));
    await makeRole("publisher", allow("sns:Publish", TopicArn));
    const publisher = new SNSClient(await clientConfig(role("publisher")));
    const alert = new PublishCommand({ TopicArn, Message: "m" });

    await expect(publisher.send(alert)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    const statement = { ...allow("sns:Publish", TopicArn), Principal: { AWS: role("publisher") } };
    await owner.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: "Policy",
        AttributeValue: document(statement),
      }),
    );

    await expect(publisher.send(alert)).resolves.toHaveProperty("MessageId");
  });
});

describe("identities", () => {
  test("a role may attach the one policy that its condition names", async () => {
    const owner = new IAMClient(await clientConfig(deployment(workload)));
    const [quarantine, other] = await Promise.all(
      ["quarantine", "other"].map(async (PolicyName) => {
        const made = await owner.send(
          new CreatePolicyCommand({ PolicyName, PolicyDocument: document(allow("s3:*")) }),
        );
        return made.Policy?.Arn ?? "";
      }),
    );
    const Condition = { ArnEquals: { "iam:PolicyARN": quarantine } };
    await makeRole("responder", { ...allow("iam:AttachRolePolicy"), Condition });
    const responder = new IAMClient(await clientConfig(role("responder")));
    const attach = (PolicyArn = "") =>
      responder.send(new AttachRolePolicyCommand({ RoleName: "intruder", PolicyArn }));

    await expect(attach(other)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(attach(quarantine)).resolves.toBeDefined();
  });

  test("a user is judged by its own policies, and its own user name", async () => {
    const owner = new IAMClient(await clientConfig(deployment(workload)));
    await owner.send(new CreateUserCommand({ UserName: "ann", Path: "/team/" }));
    const own = {
      ...allow("s3:PutObject"),
      Condition: { StringEquals: { "aws:username": "ann" } },
    };
    await owner.send(
      new PutUserPolicyCommand({
        UserName: "ann",
        PolicyName: "own",
        PolicyDocument: document(own),
      }),
    );
    const { AccessKey } = await owner.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    emulator.enforce(`arn:aws:iam::${workload}:user/team/ann`);
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    const ann = new S3Client({
      endpoint: emulator.url,
      region: "us-east-1",
      credentials,
      forcePathStyle: true,
    });

    await expect(put(ann, "hers")).resolves.toBeDefined();
    await expect(ann.send(new GetBucketPolicyCommand({ Bucket: bucket }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  test("a call that isn't in the table is refused, and asking who one is never", async () => {
    await makeRole("admin", allow("*"));
    const config = await clientConfig(role("admin"));

    await expect(
      new STSClient(config).send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: workload,
    });
    await expect(
      new IAMClient(config).send(new CreateUserCommand({ UserName: "eve" })),
    ).rejects.toMatchObject({
      message: expect.stringContaining("doesn't know which permissions") as string,
    });
  });

  test("a table is judged item call by item call", async () => {
    const owner = new DynamoDBClient(await clientConfig(deployment(workload)));
    await owner.send(
      new CreateTableCommand({
        TableName: "ledger",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      }),
    );
    await makeRole(
      "reader",
      allow("dynamodb:GetItem", `arn:aws:dynamodb:us-east-1:${workload}:table/ledger`),
    );
    const reader = new DynamoDBClient(await clientConfig(role("reader")));
    const Key = { pk: { S: "denylist" } };

    await expect(
      reader.send(new GetItemCommand({ TableName: "ledger", Key })),
    ).resolves.toBeDefined();
    await expect(
      reader.send(new PutItemCommand({ TableName: "ledger", Item: Key })),
    ).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});

test("a call that moto lacks is named in the log and in the answer", async () => {
  const { accessKeyId } = await emulator.assume(deployment(audit), "session");
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/securityhub/aws4_request`;

  const response = await fetch(`${emulator.url}/insights`, {
    method: "POST",
    headers: { authorization },
    body: "{}",
  });

  expect(response.status).toBe(501);
  expect(await response.text()).toContain("securityhub POST /insights");
  expect(logged.join()).toContain("securityhub POST /insights");
});

test("a moto that can't be started says what it said last", async () => {
  const motoCommand = ["sh", "-c", "echo no module named moto >&2; exit 3"];

  await expect(startEmulator({ motoCommand })).rejects.toMatchObject({
    name: "MotoDidNotStart",
    message: expect.stringMatching(/exit code 3[^]*no module named moto/) as string,
  });
});

test("a stopped emulator answers nobody", async () => {
  const other = await startEmulator({ motoCommand: ["moto_server"] });

  await other.stop();
  await sleep(0);

  await expect(fetch(other.url)).rejects.toThrow("fetch failed");
}, 90_000);
