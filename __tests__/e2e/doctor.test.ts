import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StopLoggingCommand, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { StopConfigurationRecorderCommand } from "@aws-sdk/client-config-service";
import {
  DeleteFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import {
  DeleteBucketCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
} from "@aws-sdk/client-s3";
import {
  ConfirmSubscriptionCommand,
  ListSubscriptionsByTopicCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { DeleteQueueCommand, GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { BadInput } from "../../cli/bad-input";
import { doctorCommand, type DoctorFlags } from "../../cli/commands/doctor";
import { type Diagnosis } from "../../cli/doctor/finding";
import { auditNames, workloadNames } from "../../config/names";
import { NoSuchStack } from "../../config/only-stacks";
import { type Emulator, startEmulator } from "../../emulator";
import { readStack, type StackJson } from "../../stacks/read-stack";
import { synthesize } from "../../stacks/synthesize";
import { exampleConfig, exampleInput } from "../support/example";
import { type Hands, handsIn, makeByHand } from "../support/hand-made";

const folder = mkdtempSync(path.join(tmpdir(), "warden-doctor-test-"));
const config = path.join(folder, "warden.config.ts");
const warden = exampleConfig();
const audit = auditNames(warden);
const workload = workloadNames(warden, warden.workloads[0] ?? { accountId: "", bucketName: "" });
const environment = { ...process.env };
const READER = "security-team@example.com";

let emulator: Emulator;
let stacks: readonly StackJson[];
let inAudit: Hands;
let inWorkload: Hands;

beforeAll(async () => {
  writeFileSync(config, `export default ${JSON.stringify(exampleInput())};`);
  stacks = synthesize(warden, path.join(folder, "out")).map(readStack);
  emulator = await startEmulator({ motoCommand: ["moto_server"] });
  await actAs(audit.deploymentRoleArn);
  for (const stack of stacks) {
    const hands = await handsIn(emulator, stack);
    if (stack.name === "audit") inAudit = hands;
    if (stack.name === "workload-payments") inWorkload = hands;
    await makeByHand(warden, stack, hands);
  }
}, 60_000);

afterAll(async () => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** From now on these are the caller's credentials. */
async function actAs(roleArn: string): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken } = await emulator.assume(roleArn, "ann");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}

async function doctor(flags: DoctorFlags = {}) {
  const out = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const code = await doctorCommand({ config, ...flags });
    return { code, out: out.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** What is made by hand here; of the rest, which isn't there, the rehearsal makes all. */
const BY_HAND = new Set([
  ...["account", "delivery-channel", "function", "notification", "queue", "recorder"],
  ...["subscriptions", "trail"],
]);

async function diagnosis(flags: DoctorFlags = {}) {
  const { code, out } = await doctor({ ...flags, json: true });
  const { findings: all, ...rest } = JSON.parse(out) as Diagnosis;
  const findings = all.filter(({ check }) => BY_HAND.has(check));
  const told = findings.map(
    ({ check, stack, subject, what }) => `${stack} ${check} ${subject}: ${what}`,
  );
  return { code, told, findings, ...rest };
}

const confirm = () =>
  inAudit.sns.send(
    new ConfirmSubscriptionCommand({ TopicArn: audit.alertsTopicArn, Token: READER }),
  );

test("a subscription that nobody has confirmed is the one thing wrong after a first apply", async () => {
  const { code, told, findings } = await diagnosis();

  expect(code).toBe(1);
  expect(told).toEqual([
    `audit subscriptions ${audit.alertsTopic}: ${READER} (email-json) hasn't confirmed the subscription: it gets no alerts`,
  ]);
  expect(findings[0]).toMatchObject({ accountId: audit.place.accountId, region: "us-east-1" });
  expect(findings[0]?.remedy).toContain("follows the link in AWS's invitation");
});

test("what is healthy isn't told of", async () => {
  await confirm();

  const { told, examined, stacks: seen } = await diagnosis();

  expect(told).toEqual([]);
  expect(seen).toEqual(stacks.map(({ name }) => name));
  // Topic; three queues; function, notification; a trail, a recorder and a channel in each account.
  expect(examined).toBeGreaterThanOrEqual(12);
});

test("everything that stands still is named, each with its remedy", async () => {
  await inAudit.cloudtrail.send(new StopLoggingCommand({ Name: audit.trail }));
  await inWorkload.cloudtrail.send(
    new UpdateTrailCommand({ Name: workload.trail, EnableLogFileValidation: false }),
  );
  await inWorkload.config.send(
    new StopConfigurationRecorderCommand({ ConfigurationRecorderName: warden.prefix }),
  );
  for (const [QueueName, count] of [
    [workload.deadLetterQueue, 1],
    [workload.failuresQueue, 2],
  ] as const) {
    const { QueueUrl } = await inWorkload.sqs.send(new GetQueueUrlCommand({ QueueName }));
    for (let sent = 0; sent < count; sent += 1) {
      await inWorkload.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    }
  }
  await inWorkload.lambda.send(
    new PutFunctionConcurrencyCommand({
      FunctionName: workload.responder,
      ReservedConcurrentExecutions: 0,
    }),
  );
  await inWorkload.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: workload.bucket,
      NotificationConfiguration: {},
    }),
  );

  const { code, out } = await doctor();
  const { told, findings } = await diagnosis();

  expect(code).toBe(1);
  const here = "workload-payments";
  expect(told.sort()).toEqual([
    `audit trail ${audit.trail}: it doesn't log`,
    `${here} function ${workload.responder}: its concurrency is 0: it never runs`,
    `${here} notification ${workload.bucket}: uploads aren't notified to ${workload.responder}: an intruder's object stays until the trail tells`,
    `${here} queue ${workload.deadLetterQueue}: 1 event couldn't be delivered or handled`,
    `${here} queue ${workload.failuresQueue}: 2 events couldn't be delivered or handled`,
    `${here} recorder ${warden.prefix}: it doesn't record`,
    `${here} trail ${workload.trail}: log file validation is off: log files could be changed unnoticed`,
  ]);
  for (const { what, remedy } of findings) {
    expect(out).toContain(what);
    expect(out).toContain(`→ ${remedy}`);
  }
  expect(out).toContain(`aws cloudtrail start-logging --name ${audit.trail}`);
  expect(out).toMatch(/\d+ findings; \d+ parts of \d stacks looked at\.\n$/);
});

test.each([
  ["only some uploads", { Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "in/" }] } } }],
  ["another function", { LambdaFunctionArn: `${workload.responderArn}-2` }],
  ["deletions", { Events: ["s3:ObjectRemoved:*"] }],
] as const)("a notification about %s isn't the responder's", async (_, instead) => {
  const own = { LambdaFunctionArn: workload.responderArn, Events: ["s3:ObjectCreated:*"] };
  const { told: before } = await withNotification(own);
  const { told } = await withNotification({ ...own, ...instead });

  expect(before).not.toContainEqual(expect.stringContaining(" notification "));
  expect(told).toContainEqual(expect.stringContaining(" notification "));
});

async function withNotification(one: object) {
  const LambdaFunctionConfigurations = [one] as LambdaFunctionConfiguration[];
  await inWorkload.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: workload.bucket,
      SkipDestinationValidation: true,
      NotificationConfiguration: { LambdaFunctionConfigurations },
    }),
  );
  return diagnosis({ only: ["workload-payments"] });
}

test("one stack is looked at alone, and one that isn't there is refused", async () => {
  const { told, stacks: seen } = await diagnosis({ only: ["audit"] });

  expect(seen).toEqual(["audit"]);
  expect(told).toEqual([`audit trail ${audit.trail}: it doesn't log`]);
  await expect(doctor({ only: ["audit", "adit"] })).rejects.toThrow(
    new NoSuchStack('no stack fits "adit"; close to it: audit; `warden stacks` lists all'),
  );
});

test("what is gone is told as gone", async () => {
  const { Subscriptions = [] } = await inAudit.sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: audit.alertsTopicArn }),
  );
  for (const { SubscriptionArn } of Subscriptions) {
    await inAudit.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  }
  const { QueueUrl } = await inAudit.sqs.send(
    new GetQueueUrlCommand({ QueueName: audit.deadLetterQueue }),
  );
  await inAudit.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await inAudit.s3.send(new DeleteBucketCommand({ Bucket: audit.configArchive }));

  const { told, findings } = await diagnosis({ only: ["audit"] });

  expect(told).toEqual([
    expect.stringContaining(`${READER} (email-json) isn't subscribed; AWS forgets`),
    expect.stringMatching(/subscriptions .*canary \(sqs\) isn't subscribed$/),
    `audit queue ${audit.deadLetterQueue}: it isn't there`,
    `audit trail ${audit.trail}: it doesn't log`,
    expect.stringContaining("snapshots don't reach the bucket: NoSuchBucket"),
    expect.stringContaining("history files don't reach the bucket: NoSuchBucket"),
  ]);
  expect(findings[2]?.remedy).toContain("apply the stack audit");
});

test("what can't be looked at counts as wrong, and the rest is looked at all the same", async () => {
  await inWorkload.lambda.send(
    new DeleteFunctionConcurrencyCommand({ FunctionName: workload.responder }),
  );
  const principal = workload.deploymentRoleArn;
  emulator.faults.lay({ principal, kind: "denied", call: "sqs:GetQueueUrl" });

  const { code, told } = await diagnosis({ only: ["workload-payments"] });
  emulator.faults.lift(principal);

  expect(code).toBe(1);
  expect(told).toContainEqual(
    expect.stringMatching(/queue .*dead-letters: it can't be looked at: AccessDenied/),
  );
  expect(told).toContainEqual(expect.stringMatching(/recorder .*it doesn't record/));
  expect(told).not.toContainEqual(expect.stringMatching(/ function /));
});

test("an account that can't be entered is one finding, and the others are looked at", async () => {
  emulator.faults.lay({
    principal: audit.deploymentRoleArn,
    kind: "denied",
    call: "sts:AssumeRole",
  });

  const { code, findings } = await diagnosis();
  emulator.faults.lift(audit.deploymentRoleArn);

  expect(code).toBe(1);
  const ofWorkload = findings.filter(({ stack }) => stack === "workload-payments");
  expect(ofWorkload).toEqual([
    expect.objectContaining({
      check: "account",
      subject: workload.place.accountId,
      what: expect.stringContaining("AccessDenied"),
      remedy: expect.stringContaining(warden.deploymentRole),
    }),
  ]);
  const ofAudit = findings.filter(({ stack }) => stack === "audit").map(({ check }) => check);
  expect(ofAudit).toContain("trail");
  // The caller's own account takes no role.
  expect(ofAudit).not.toContain("account");
});

test("without credentials that AWS takes nothing is looked at", async () => {
  emulator.faults.lay({
    principal: audit.deploymentRoleArn,
    kind: "denied",
    call: "sts:GetCallerIdentity",
  });

  await expect(doctor()).rejects.toThrow(BadInput);
  emulator.faults.lift(audit.deploymentRoleArn);
});
