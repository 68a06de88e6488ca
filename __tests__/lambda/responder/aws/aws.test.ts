import { makePorts } from "../../../../lambda/responder/aws/aws";
import { type Ports } from "../../../../lambda/responder/handler";
import { type Update } from "../../../../lambda/responder/ledger/item";
import { BUCKET, settings } from "../fixtures";
import { HttpDouble, json, queryError, s3Error } from "../http-double";

const environment = { ...process.env };

let aws: HttpDouble;
let ports: Ports;

beforeEach(async () => {
  aws = new HttpDouble();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await aws.start(),
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_MAX_ATTEMPTS: "1",
  });
  ports = makePorts(settings);
});

afterEach(async () => {
  process.env = { ...environment };
  await aws.stop();
});

const first = () => {
  const [request] = aws.received;
  if (!request) throw new Error("nothing was sent");
  return request;
};
const form = () => Object.fromEntries(new URLSearchParams(first().body));
const sent = () => JSON.parse(first().body) as Record<string, unknown>;

describe("the bucket policy", () => {
  test("is read as it is", async () => {
    aws.answer = () => ({ status: 200, body: '{"Statement":[]}' });
    expect(await ports.readBucketPolicy(BUCKET)).toBe('{"Statement":[]}');
    expect(first()).toMatchObject({ method: "GET", path: `/${BUCKET}/` });
    expect(first().query.has("policy")).toBe(true);
  });

  test("may be missing", async () => {
    aws.answer = () => s3Error(404, "NoSuchBucketPolicy");
    expect(await ports.readBucketPolicy(BUCKET)).toBeUndefined();
  });

  test("of a bucket that can't be read is an error, not a missing policy", async () => {
    aws.answer = () => s3Error(403, "AccessDenied");
    await expect(ports.readBucketPolicy(BUCKET)).rejects.toHaveProperty("name", "AccessDenied");
  });

  test("is written whole", async () => {
    expect(await ports.writeBucketPolicy(BUCKET, "{}")).toBe("written");
    expect(first()).toMatchObject({ method: "PUT", path: `/${BUCKET}/`, body: "{}" });
  });

  test("that is being changed by somebody else is a conflict, to be tried again", async () => {
    aws.answer = () => s3Error(409, "OperationAborted");
    expect(await ports.writeBucketPolicy(BUCKET, "{}")).toBe("conflict");
  });

  test("that S3 finds malformed is an error", async () => {
    aws.answer = () => s3Error(400, "MalformedPolicy");
    await expect(ports.writeBucketPolicy(BUCKET, "{}")).rejects.toHaveProperty(
      "name",
      "MalformedPolicy",
    );
  });
});

describe("the ledger table", () => {
  const update: Update = {
    Key: { pk: { S: "i" } },
    UpdateExpression: "SET #a = :a",
    ExpressionAttributeNames: { "#a": "a" },
    ExpressionAttributeValues: { ":a": { S: "x" } },
  };
  const refused = json(
    { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" },
    400,
  );

  test("is read consistently, several items in one call, each asked for once", async () => {
    const i = { pk: { S: "i" }, a: { S: "x" } };
    aws.answer = () => json({ Responses: { [settings.ledgerTable]: [i] } });
    expect(await ports.table.read(["i", "j", "i"])).toEqual(new Map([["i", i]]));
    const Keys = [{ pk: { S: "i" } }, { pk: { S: "j" } }];
    expect(sent()).toMatchObject({
      RequestItems: { [settings.ledgerTable]: { Keys, ConsistentRead: true } },
    });
    expect(aws.received).toHaveLength(1);
  });

  test("that leaves keys unread was not read", async () => {
    aws.answer = () => json({ Responses: {}, UnprocessedKeys: { t: { Keys: [] } } });
    await expect(ports.table.read(["i"])).rejects.toThrow("throttling");
  });

  test("answers an update with the item as it was before", async () => {
    aws.answer = () => json({ Attributes: { a: { S: "before" } } });
    expect(await ports.table.update(update)).toEqual({ a: { S: "before" } });
    expect(sent()).toMatchObject({ ...update, ReturnValues: "ALL_OLD" });
  });

  test("answers an update of a new item with an empty one", async () => {
    aws.answer = () => json({});
    expect(await ports.table.update(update)).toEqual({});
  });

  test("tells an update whose condition didn't hold from one that failed", async () => {
    aws.answer = () => refused;
    expect(await ports.table.update(update)).toBe("refused");
    aws.answer = () => json({ __type: "AccessDeniedException" }, 400);
    await expect(ports.table.update(update)).rejects.toHaveProperty(
      "name",
      "AccessDeniedException",
    );
  });

  test("takes several updates in one transaction, and one alone without", async () => {
    aws.answer = () => json({});
    await ports.table.updateAll([update, update]);
    await ports.table.updateAll([update]);
    const targets = aws.received.map(({ headers }) => headers["x-amz-target"]);
    expect(targets).toEqual([
      "DynamoDB_20120810.TransactWriteItems",
      "DynamoDB_20120810.UpdateItem",
    ]);
    expect(JSON.parse(aws.received[0]?.body ?? "")).toMatchObject({
      TransactItems: [{ Update: { TableName: settings.ledgerTable } }, { Update: update }],
    });
  });
});

describe("the quarantine policy", () => {
  test.each([
    ["user", "AttachUserPolicy", "UserName"],
    ["role", "AttachRolePolicy", "RoleName"],
  ] as const)("is attached to a %s by %s", async (kind, Action, parameter) => {
    aws.answer = () => ({ status: 200, body: `<${Action}Response/>` });
    expect(await ports.attachQuarantine({ kind, name: "mallory" })).toBe("attached");
    expect(form()).toMatchObject({
      Action,
      [parameter]: "mallory",
      PolicyArn: settings.quarantinePolicyArn,
    });
  });

  test.each([
    ["NoSuchEntity", "The user with name mallory cannot be found.", "no-such-principal"],
    ["UnmodifiableEntity", "Cannot perform the operation on the protected role.", "not-editable"],
  ])(
    "that IAM refuses to attach with %s is answered as an outcome",
    async (code, message, answer) => {
      aws.answer = () => queryError(404, code, message);
      expect(await ports.attachQuarantine({ kind: "user", name: "mallory" })).toBe(answer);
    },
  );

  test("that does not exist is an error, not a missing user", async () => {
    const message = `Policy ${settings.quarantinePolicyArn} does not exist or is not attachable.`;
    aws.answer = () => queryError(404, "NoSuchEntity", message);
    await expect(ports.attachQuarantine({ kind: "user", name: "mallory" })).rejects.toThrow(
      message,
    );
  });
});

describe("publishing", () => {
  const message = {
    subject: "s",
    message: '{"default":"d"}',
    attributes: { severity: "HIGH", kind: "incident", stage: "contained", account: "1" },
  };

  test("sends one text for each protocol, with attributes to filter by", async () => {
    aws.answer = () => ({ status: 200, body: "<PublishResponse/>" });
    await ports.publish(message);
    expect(form()).toMatchObject({
      Action: "Publish",
      TopicArn: settings.alertsTopicArn,
      Subject: "s",
      Message: '{"default":"d"}',
      MessageStructure: "json",
      "MessageAttributes.entry.1.Name": "severity",
      "MessageAttributes.entry.1.Value.DataType": "String",
      "MessageAttributes.entry.1.Value.StringValue": "HIGH",
    });
  });

  test("goes to the topic's region", async () => {
    aws.answer = () => ({ status: 200, body: "<PublishResponse/>" });
    await ports.publish(message);
    expect(first().headers.authorization).toContain("/eu-central-1/sns/");
  });

  test("to a topic that refuses is an error", async () => {
    aws.answer = () => queryError(403, "AuthorizationError", "not allowed");
    await expect(ports.publish(message)).rejects.toThrow("not allowed");
  });
});

test("the log is one line of JSON for each entry", () => {
  const write = jest.spyOn(console, "log").mockImplementation(() => undefined);
  ports.log({ incident: "i", why: "a\nb" });
  expect(write.mock.calls).toEqual([['{"incident":"i","why":"a\\nb"}']]);
  write.mockRestore();
});
