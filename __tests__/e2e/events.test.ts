import {
  CreateEventBusCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { createKey } from "../../bench/stage/clients";
import { type BusEvent } from "../../decisions/bus-event";
import { type Emulator, startEmulator } from "../../emulator";

const audit = "111111111111";
const workload = "222222222222";
const other = "333333333333";
const home = "us-east-1";
const away = "eu-west-1";
const busArn = `arn:aws:events:${home}:${audit}:event-bus/security`;
const topicArn = `arn:aws:sns:${home}:${audit}:alerts`;
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const events = { Service: "events.amazonaws.com" };

jest.setTimeout(30_000);

let emulator: Emulator;

async function accessAs(accountId: string, region = home, role = "Deployment") {
  const credentials = await emulator.assume(`arn:aws:iam::${accountId}:role/${role}`, "session");
  return { endpoint: emulator.url, region, credentials, maxAttempts: 1 };
}

const bridge = async (accountId: string, region?: string) =>
  new EventBridgeClient(await accessAs(accountId, region));

interface Wire {
  readonly accountId: string;
  readonly region?: string;
  readonly rule: string;
  readonly pattern: object;
  readonly bus?: string;
  readonly target: Omit<Target, "Id">;
}

async function wire({ accountId, region, rule, pattern, bus, target }: Wire) {
  const client = await bridge(accountId, region);
  const at = { EventBusName: bus ?? "default" };
  const EventPattern = JSON.stringify(pattern);
  await client.send(new PutRuleCommand({ Name: rule, EventPattern, ...at }));
  await client.send(
    new PutTargetsCommand({ Rule: rule, ...at, Targets: [{ Id: "one", ...target }] }),
  );
}

async function createQueue(name: string, region = home, accountId = audit): Promise<string> {
  const sqs = new SQSClient(await accessAs(accountId, region));
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return QueueUrl;
}

async function setQueuePolicy(
  QueueUrl: string,
  statement: object,
  [accountId, region] = [audit, home],
) {
  const sqs = new SQSClient(await accessAs(accountId, region));
  const Attributes = { Policy: document(statement) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

async function received(QueueUrl: string, [accountId, region] = [audit, home]) {
  const sqs = new SQSClient(await accessAs(accountId, region));
  const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  return Messages;
}

async function forwarder(accountId: string, name: string, trust: object, grants: object[]) {
  const iam = new IAMClient(await accessAs(accountId));
  const AssumeRolePolicyDocument = document({
    Effect: "Allow",
    Principal: events,
    Action: "sts:AssumeRole",
    ...trust,
  });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  for (const grant of grants) {
    const PolicyDocument = document({ Effect: "Allow", ...grant });
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "own", PolicyDocument }));
  }
  return `arn:aws:iam::${accountId}:role/${name}`;
}

interface Put {
  readonly accountId?: string;
  readonly region?: string;
  readonly source?: string;
  readonly bus?: string;
  readonly detail?: object;
}

async function put({ accountId = workload, region, source, bus, detail }: Put = {}) {
  const client = await bridge(accountId, region);
  const before = emulator.routes.length;
  const entry = {
    Source: source ?? "aws.guardduty",
    DetailType: "Finding",
    Detail: JSON.stringify(detail ?? { title: "odd" }),
    EventBusName: bus,
  };
  const answer = await client.send(new PutEventsCommand({ Entries: [entry] }));
  const [{ EventId: id = "", ErrorCode: code } = {}] = answer.Entries ?? [];
  return { id, code, routes: emulator.routes.slice(before) };
}

const canPut = { Action: "events:PutEvents", Resource: busArn };
const findings = { source: ["aws.guardduty"] };
let inbox: string;
let deadLetters: string;

async function setTopic(statement: object) {
  const sns = new SNSClient(await accessAs(audit));
  const AttributeValue = document(statement);
  const attribute = { TopicArn: topicArn, AttributeName: "Policy", AttributeValue };
  await sns.send(new SetTopicAttributesCommand(attribute));
}

async function setTopicKey(key: string) {
  const sns = new SNSClient(await accessAs(audit));
  const attribute = { AttributeName: "KmsMasterKeyId", AttributeValue: key };
  await sns.send(new SetTopicAttributesCommand({ TopicArn: topicArn, ...attribute }));
}

const keyWith = async (statement: object): Promise<string> =>
  createKey(await accessAs(audit), document(statement));

const setBusPolicy = async (statement: object) => {
  const client = await bridge(audit);
  const Policy = document(statement);
  await client.send(new PutPermissionCommand({ EventBusName: "security", Policy }));
};

const mayPublish = {
  Effect: "Allow",
  Principal: events,
  Action: "sns:Publish",
  Resource: topicArn,
};
const mayForward = {
  Sid: "Forwarders",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${workload}:root` },
  Action: "events:PutEvents",
  Resource: busArn,
  Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/forwarder" } },
};
const ruleArn = (name: string, region = home) =>
  `arn:aws:events:${region}:${workload}:rule/${name}`;
const mayBeLeft = (QueueArn: string, ArnLike: object = { "aws:SourceArn": ruleArn("*") }) => ({
  Effect: "Allow",
  Principal: events,
  Action: "sqs:SendMessage",
  Resource: QueueArn,
  Condition: { ArnLike },
});
const deadLettersArn = `arn:aws:sqs:${home}:${workload}:dead-letters`;

/** A finding's way: the workload's default bus, the audit account's bus, its topic, a queue. */
beforeAll(async () => {
  emulator = await startEmulator({ motoCommand: ["moto_server"] });
  const sns = new SNSClient(await accessAs(audit));
  await sns.send(new CreateTopicCommand({ Name: "alerts" }));
  await setTopic(mayPublish);
  inbox = await createQueue("inbox");
  const Endpoint = `arn:aws:sqs:${home}:${audit}:inbox`;
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint }));
  const client = await bridge(audit);
  await client.send(new CreateEventBusCommand({ Name: "security" }));
  await setBusPolicy(mayForward);
  const InputTransformer = {
    InputPathsMap: { title: "$.detail.title", account: "$.account", region: "$.region" },
    InputTemplate: '{"title": <title>, "where": "<account> <region>"}',
  };
  await wire({
    accountId: audit,
    rule: "alert",
    bus: "security",
    pattern: findings,
    target: { Arn: topicArn, InputTransformer },
  });
  const trust = { Condition: { StringEquals: { "aws:SourceAccount": workload } } };
  const RoleArn = await forwarder(workload, "forwarder", trust, [canPut]);
  deadLetters = await createQueue("dead-letters", home, workload);
  await setQueuePolicy(deadLetters, mayBeLeft(deadLettersArn), [workload, home]);
  for (const region of [home, away]) {
    await wire({
      accountId: workload,
      region,
      rule: "forward",
      pattern: findings,
      target: { Arn: busArn, RoleArn, DeadLetterConfig: { Arn: deadLettersArn } },
    });
  }
}, 90_000);

afterAll(() => emulator.stop());

const messages = async () =>
  (await received(inbox)).map(
    ({ Body = "" }) => (JSON.parse(Body) as { readonly Message: string }).Message,
  );

describe("an event", () => {
  test.each([home, away])("of %s reaches the topic once, as its origin's", async (region) => {
    const { routes } = await put({ region });

    expect(await messages()).toEqual([`{"title": "odd", "where": "${workload} ${region}"}`]);
    expect(routes.map(({ rule, outcome }) => `${rule} ${outcome}`).sort()).toEqual([
      "alert delivered",
      "forward delivered",
    ]);
  });

  test("that no pattern takes goes nowhere", async () => {
    expect((await put({ source: "aws.macie" })).routes).toEqual([]);
    expect(await messages()).toEqual([]);
  });

  test("isn't taken by a rule that is disabled", async () => {
    const client = await bridge(workload);
    await client.send(new DisableRuleCommand({ Name: "forward" }));
    const { routes } = await put();
    await client.send(new EnableRuleCommand({ Name: "forward" }));

    expect(routes).toEqual([]);
  });

  test("is put on no bus that isn't there", async () => {
    await expect(put({ bus: "none" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("for a function is left to whoever runs it", async () => {
    const Arn = `arn:aws:lambda:${home}:${other}:function:f`;
    await wire({ accountId: other, rule: "run", pattern: findings, target: { Arn } });

    expect((await put({ accountId: other })).routes).toMatchObject([
      { target: Arn, outcome: "left" },
    ]);
  });
});

describe("a judged principal", () => {
  beforeAll(async () => {
    await forwarder(workload, "app", {}, [
      {
        Action: "events:PutEvents",
        Resource: `arn:aws:events:${home}:${workload}:event-bus/default`,
      },
    ]);
    emulator.enforce(`arn:aws:iam::${workload}:role/app`);
  });
  const app = async () => new EventBridgeClient(await accessAs(workload, home, "app"));
  const entry = { Source: "my.app", DetailType: "Finding", Detail: "{}" };

  test("puts events where its policies let it", async () => {
    const { FailedEntryCount } = await (
      await app()
    ).send(new PutEventsCommand({ Entries: [entry] }));
    expect(FailedEntryCount).toBe(0);
    const elsewhere = new PutEventsCommand({ Entries: [{ ...entry, EventBusName: busArn }] });
    await expect((await app()).send(elsewhere)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("can't speak for a service of AWS", async () => {
    const Entries = [{ ...entry, Source: "aws.guardduty" }];
    const answer = await (await app()).send(new PutEventsCommand({ Entries }));

    expect(answer.Entries?.[0]?.ErrorCode).toBe("NotAuthorizedForSourceException");
    expect(await messages()).toEqual([]);
  });
});

describe("a bus refuses", () => {
  const refused = async (rule: string, target: Partial<Target>) => {
    await wire({
      accountId: workload,
      rule,
      pattern: { source: [`test.${rule}`] },
      target: { Arn: busArn, ...target },
    });
    const { routes } = await put({ source: `test.${rule}` });
    return routes.map(({ outcome, because }) => `${outcome}: ${because}`);
  };

  test("an event by no role", async () => {
    expect(await refused("roleless", {})).toEqual([expect.stringMatching(/^refused.*a role/)]);
  });

  test("by a role that trusts other rules only", async () => {
    const trust = { Condition: { ArnLike: { "aws:SourceArn": ruleArn("forward-*") } } };
    const RoleArn = await forwarder(workload, "picky", trust, [canPut]);

    expect(await refused("untrusted", { RoleArn })).toEqual([
      expect.stringMatching(/^refused: sts:AssumeRole on .*role\/picky/),
    ]);
  });

  test("by a role that may not put events there", async () => {
    const RoleArn = await forwarder(workload, "powerless", {}, []);

    expect(await refused("powerless", { RoleArn })).toEqual([
      expect.stringMatching(/^refused: events:PutEvents on .*security because no statement/),
    ]);
  });

  test("by a role whose name its policy doesn't know", async () => {
    const RoleArn = await forwarder(workload, "stranger", {}, [canPut]);

    expect(await refused("stranger", { RoleArn })).toEqual([
      expect.stringMatching(/^refused: events:PutEvents on .* resource-based policy allows it/),
    ]);
  });

  test("by a role that isn't there", async () => {
    const RoleArn = `arn:aws:iam::${workload}:role/nobody`;

    expect(await refused("nobody", { RoleArn })).toEqual([
      expect.stringMatching(/^refused: NoSuchEntity/),
    ]);
  });

  test("what came over another bus already", async () => {
    const RoleArn = await forwarder(audit, "onward", {}, [
      { Action: "events:PutEvents", Resource: `arn:aws:events:${home}:${other}:event-bus/default` },
    ]);
    await wire({
      accountId: audit,
      rule: "onward",
      bus: "security",
      pattern: findings,
      target: { Arn: `arn:aws:events:${home}:${other}:event-bus/default`, RoleArn },
    });
    const { routes } = await put();

    expect(routes.find(({ rule }) => rule === "onward")).toMatchObject({
      outcome: "refused",
      because: expect.stringContaining("no third one"),
    });
    expect(await messages()).toHaveLength(1);
    await (
      await bridge(audit)
    ).send(new DisableRuleCommand({ Name: "onward", EventBusName: "security" }));
  });
});

describe("a topic of another account", () => {
  test("gets nothing: EventBridge goes there by no role", async () => {
    await wire({
      accountId: workload,
      rule: "across",
      pattern: { source: ["test.across"] },
      target: { Arn: topicArn },
    });

    expect((await put({ source: "test.across" })).routes).toMatchObject([
      { outcome: "refused", because: "a topic of another account" },
    ]);
    expect(await messages()).toEqual([]);
  });
});

describe("an encrypted topic", () => {
  const use = {
    Effect: "Allow",
    Principal: events,
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
  };
  const fromAccount = { "aws:SourceAccount": audit };
  const reached = async () => {
    const { routes } = await put();
    const texts = await messages();
    const refusal = routes.find(({ outcome }) => outcome === "refused");
    return { count: texts.length, because: refusal?.because ?? "" };
  };

  test.each<[string, object, boolean]>([
    ["its key lets EventBridge in", use, true],
    [
      "its key asks for the account if it is told",
      { ...use, Condition: { StringEqualsIfExists: fromAccount } },
      true,
    ],
    ["its key asks for the account", { ...use, Condition: { StringEquals: fromAccount } }, false],
    ["its key lets EventBridge encrypt only", { ...use, Action: "kms:GenerateDataKey" }, false],
    [
      "its key lets CloudWatch in",
      { ...use, Principal: { Service: "cloudwatch.amazonaws.com" } },
      false,
    ],
  ])("where %s", async (_, statement, gets) => {
    await setTopicKey(await keyWith(statement));

    const { count, because } = await reached();
    expect(count).toBe(gets ? 1 : 0);
    expect(because.includes("kms:")).toBe(!gets);
  });

  test("under SNS's own key takes nothing from EventBridge", async () => {
    await setTopicKey("alias/aws/sns");
    expect(await reached()).toMatchObject({
      count: 0,
      because: expect.stringContaining("alias/aws/sns"),
    });
    await setTopicKey(await keyWith(use));
  });

  test("that refuses everybody but services of AWS lets EventBridge in", async () => {
    const sns = new SNSClient(await accessAs(audit));
    const refusal = {
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } },
    };
    const AttributeValue = document(mayPublish, refusal);
    const attribute = { TopicArn: topicArn, AttributeName: "Policy", AttributeValue };
    await sns.send(new SetTopicAttributesCommand(attribute));
    expect((await reached()).count).toBe(1);
    const insecure = { ...refusal, Condition: { Null: { "aws:PrincipalIsAWSService": "true" } } };
    await sns.send(
      new SetTopicAttributesCommand({
        ...attribute,
        AttributeValue: document(mayPublish, insecure),
      }),
    );
    expect((await reached()).count).toBe(1);
    await setTopic(mayPublish);
  });

  test("whose policy has a condition for EventBridge takes nothing", async () => {
    await setTopic({ ...mayPublish, Condition: { StringEquals: fromAccount } });
    expect(await reached()).toMatchObject({
      count: 0,
      because: expect.stringContaining("sns:Publish"),
    });
    await setTopic(mayPublish);
    expect((await reached()).count).toBe(1);
  });
});

describe("a dead-letter queue", () => {
  const letters = () => received(deadLetters, [workload, home]);
  const refuseAll = () =>
    setBusPolicy({ ...mayForward, Principal: { AWS: `arn:aws:iam::${other}:root` } });
  afterAll(() => setBusPolicy(mayForward));

  test("keeps the refused event, and says which rule failed at what", async () => {
    await refuseAll();
    const { id, routes } = await put();
    const [letter, ...more] = await letters();

    expect(routes).toMatchObject([{ outcome: "refused", deadLetter: "kept" }]);
    expect(more).toEqual([]);
    expect((JSON.parse(letter?.Body ?? "{}") as BusEvent).id).toBe(id);
    const { RULE_ARN, TARGET_ARN, ERROR_CODE, ERROR_MESSAGE } = letter?.MessageAttributes ?? {};
    expect([RULE_ARN, TARGET_ARN, ERROR_CODE].map((one) => one?.StringValue)).toEqual([
      ruleArn("forward"),
      busArn,
      "NO_PERMISSIONS",
    ]);
    expect(ERROR_MESSAGE?.StringValue).toContain("events:PutEvents");
  });

  test("that doesn't let the rule in loses the event", async () => {
    await refuseAll();
    await setQueuePolicy(
      deadLetters,
      mayBeLeft(deadLettersArn, { "aws:SourceArn": ruleArn("another") }),
      [workload, home],
    );

    expect((await put()).routes).toMatchObject([{ outcome: "refused", deadLetter: "lost" }]);
    expect(await letters()).toEqual([]);
  });
});

describe("a queue", () => {
  test.each([
    ["that lets the rule in gets the event", "direct", 1],
    ["that lets another rule in gets nothing", "someone-else", 0],
  ])("%s", async (_, allowed, count) => {
    const name = `queue-${allowed}`;
    const Arn = `arn:aws:sqs:${home}:${workload}:${name}`;
    const url = await createQueue(name, home, workload);
    await setQueuePolicy(url, mayBeLeft(Arn, { "aws:SourceArn": ruleArn("direct") }), [
      workload,
      home,
    ]);
    await wire({
      accountId: workload,
      rule: allowed,
      pattern: { source: [allowed] },
      target: { Arn },
    });
    await put({ source: allowed });

    expect(await received(url, [workload, home])).toHaveLength(count);
  });
});
