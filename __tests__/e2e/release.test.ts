import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Emulator, startEmulator } from "../../emulator";
import { BadInput } from "../../cli/bad-input";
import { incidentsCommand, type IncidentsFlags } from "../../cli/commands/incidents";
import { releaseCommand, type ReleaseFlags } from "../../cli/commands/release";
import { withLedger } from "../../cli/ledger/aws";
import { targetOf } from "../../cli/ledger/target";
import { loadConfig } from "../../config/load";
import { denylistPorts } from "../../lambda/responder/aws/aws-denylist";
import { policyPorts } from "../../lambda/responder/aws/aws-policy";
import { contain } from "../../lambda/responder/contain/contain";
import { denylistKey, denylistStatement, NOBODY } from "../../lambda/responder/contain/denylist";

const ACCOUNT = "222222222222";
const BUCKET = "shop-prod";
const REGION = "us-east-1";
const folder = mkdtempSync(path.join(tmpdir(), "warden-release-"));
const config = path.join(folder, "warden.config.ts");
const environment = { ...process.env };
const foreign = {
  Sid: "Foreign",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:DeleteBucket",
  Resource: `arn:aws:s3:::${BUCKET}`,
};

let emulator: Emulator;
let s3: S3Client;
let iam: IAMClient;
let dynamodb: DynamoDBClient;
let mallory: { client: S3Client; userId: string };

beforeAll(async () => {
  emulator = await startEmulator({ motoCommand: ["moto_server"] });
  writeFileSync(
    config,
    `export default { homeRegion: "${REGION}",
      auditAccount: { id: "111111111111", subscriptions: [
        { protocol: "email-json", endpoint: "team@example.com" }] },
      workloads: [{ name: "shop", accountId: "${ACCOUNT}", bucketName: "${BUCKET}" }] };`,
  );
  await actAs(ACCOUNT);
  s3 = new S3Client({ region: REGION });
  iam = new IAMClient({ region: REGION });
  dynamodb = new DynamoDBClient({ region: REGION });
  await deploy();
  mallory = await makeUser("mallory");
}, 90_000);

afterAll(async () => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** From now on the default credentials are an administrator's of this account. */
async function actAs(account: string): Promise<void> {
  const role = `arn:aws:iam::${account}:role/admin`;
  const { accessKeyId, secretAccessKey, sessionToken } = await emulator.assume(role, "ann");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}

const target = () => targetOf(loadConfig(config), undefined);

/** What Terraform would have made, as far as a release needs it. */
async function deploy(): Promise<void> {
  const { names } = target();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: BUCKET,
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [foreign, rendered(NOBODY)] }),
    }),
  );
  const denied = { Effect: "Deny", Action: "s3:PutObject", Resource: "*" };
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: names.quarantinePolicy,
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [denied] }),
    }),
  );
  await dynamodb.send(
    new CreateTableCommand({
      TableName: names.ledgerTable,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    }),
  );
  const Item = { pk: { S: denylistKey(BUCKET) }, userIds: { SS: [NOBODY] } };
  await dynamodb.send(new PutItemCommand({ TableName: names.ledgerTable, Item }));
}

const rendered = (...userIds: readonly string[]) =>
  denylistStatement(target().guarded, [...userIds].sort());

async function makeUser(UserName: string) {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const own = { Effect: "Allow", Action: "s3:PutObject", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [own] });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  emulator.enforce(User?.Arn ?? "");
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const client = new S3Client({ region: REGION, credentials, maxAttempts: 1 });
  return { client, userId: User?.UserId ?? "" };
}

/** What the responder does about a user, with its own adapters. */
async function blockAndQuarantine(userId: string, name: string) {
  const { guarded, names } = target();
  const ports = {
    ...denylistPorts(dynamodb, names.ledgerTable),
    ...policyPorts(s3, { accountId: ACCOUNT }),
    timeLeft: () => 30_000,
  };
  const who = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  const order = { userIds: [userId], incident: `incident#${BUCKET}#0#v1`, who };
  const outcome = await contain(guarded, { ...order, at: new Date().toISOString() }, ports);
  const PolicyArn = names.quarantinePolicyArn;
  await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
  await ports.markQuarantined(BUCKET, [userId], `user ${name}`);
  return outcome;
}

const upload = (Key: string) =>
  mallory.client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "x" }));

async function statements(): Promise<unknown> {
  const { Policy = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
  return (JSON.parse(Policy) as { Statement: unknown }).Statement;
}

const attached = async (UserName: string) =>
  (await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies?.length;

/** What a command writes to standard output, and its exit code. */
async function said(command: () => Promise<number>) {
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const code = await command();
    return { code, out: write.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    write.mockRestore();
  }
}
const release = (flags: Partial<ReleaseFlags> = {}) =>
  said(() =>
    releaseCommand({ config, userId: mallory.userId, reason: "asked and cleared", ...flags }),
  );
const incidents = (id?: string, flags: Partial<IncidentsFlags> = {}) =>
  said(() => incidentsCommand(id, { config, limit: "50", ...flags }));

test("a blocked user uploads again after the release, and a repetition changes nothing", async () => {
  expect(await blockAndQuarantine(mallory.userId, "mallory")).toHaveProperty("status", "blocked");
  expect(await statements()).toEqual([foreign, rendered(mallory.userId, NOBODY)]);
  await expect(upload("blocked")).rejects.toHaveProperty("name", "AccessDenied");
  expect((await incidents(undefined, { blocked: true })).out).toMatch(
    new RegExp(`${mallory.userId} +arn:.*mallory +bucket policy +user mallory`),
  );

  const first = await release();

  expect(first.code).toBe(0);
  expect(first.out).toContain("The block is lifted everywhere");
  expect(await statements()).toEqual([foreign, rendered(NOBODY)]);
  expect(await attached("mallory")).toBe(0);
  await expect(upload("released")).resolves.toBeDefined();

  const second = await release({ json: true, reason: "again" });

  expect(second.code).toBe(0);
  expect(JSON.parse(second.out)).toMatchObject({
    userId: mallory.userId,
    alreadyReleased: true,
    releasedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/admin/ann`,
    reason: "asked and cleared",
    complete: true,
  });
  expect((await incidents(undefined, { blocked: true })).out).toBe("Nobody is blocked.\n");
}, 60_000);

test("a block made after a release starts anew and can be released again", async () => {
  await blockAndQuarantine(mallory.userId, "mallory");

  const { out } = await release({ json: true, reason: "once more" });

  expect(JSON.parse(out)).toMatchObject({ alreadyReleased: false, reason: "once more" });
  expect(await statements()).toEqual([foreign, rendered(NOBODY)]);
}, 60_000);

test("a step that AWS refuses is told with exit code 1, and a second run finishes", async () => {
  await blockAndQuarantine(mallory.userId, "mallory");
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: BUCKET,
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [foreign] }),
    }),
  );
  const send = jest.spyOn(IAMClient.prototype, "send").mockImplementationOnce(() => {
    throw new Error("IAM is away");
  });

  const first = await release();
  send.mockRestore();

  expect(first.code).toBe(1);
  expect(first.out).toMatch(/quarantine +FAILED .*IAM is away/);
  expect(await attached("mallory")).toBe(1);
  const second = await release();
  expect(second.code).toBe(0);
  expect(second.out).toContain("already released");
  expect(await attached("mallory")).toBe(0);
}, 60_000);

test("of two releases at the same time the first one's record stands", async () => {
  await blockAndQuarantine(mallory.userId, "mallory");
  const releasedAt = new Date().toISOString();
  await withLedger(target(), async ({ markReleased }) => {
    await markReleased(mallory.userId, { releasedAt, releasedBy: "ann", reason: "first" });
    await markReleased(mallory.userId, { releasedAt, releasedBy: "bob", reason: "second" });
  });

  expect(JSON.parse((await release({ json: true })).out)).toMatchObject({
    releasedBy: "ann",
    reason: "first",
    complete: true,
  });
}, 60_000);

test("a principal that was never blocked is refused, and nothing is touched", async () => {
  await expect(release({ userId: "AIDANEVER" })).rejects.toThrow(
    new BadInput("never blocked: AIDANEVER. Nobody is blocked."),
  );
  await expect(release({ reason: "  " })).rejects.toThrow(BadInput);
});

test("incidents of all pages are listed newest first, and one is shown whole", async () => {
  const { names } = target();
  const text = (S: string) => ({ S });
  const put = (index: number) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: names.ledgerTable,
        Item: {
          pk: text(`incident#${BUCKET}#${index}#v1`),
          key: text(`${index}`.padEnd(100_000, "x")),
          time: text(new Date(Date.UTC(2026, 0, 1, index)).toISOString()),
          principal: { M: { userId: text("AIDAX") } },
          remove: { M: { status: text("gone") } },
        },
      }),
    );
  // More than the megabyte that a page of DynamoDB's holds.
  await Promise.all(Array.from({ length: 15 }, (_, index) => put(index)));

  const listed = await incidents(undefined, { json: true, limit: "12" });
  const recent = await incidents(undefined, { json: true, since: "2026-01-01T12:00:00Z" });
  const one = await incidents(`incident#${BUCKET}#3#v1`);

  const idsOf = ({ out }: { out: string }) =>
    (JSON.parse(out) as { id: string }[]).map(({ id }) => id.split("#")[2]);
  expect(idsOf(listed)).toEqual(Array.from({ length: 12 }, (_, index) => String(14 - index)));
  expect(idsOf(recent)).toEqual(["14", "13", "12"]);
  expect(one.out).toContain("remove.status");
  await expect(incidents("incident#other#1#v1")).rejects.toThrow(/no such incident/);
}, 60_000);

test("credentials of another account are refused before anything is read", async () => {
  await actAs("333333333333");
  await expect(incidents()).rejects.toThrow(
    `the AWS credentials are for account 333333333333, the workload shop is account ${ACCOUNT}`,
  );
});
