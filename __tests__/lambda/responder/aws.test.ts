import { makePorts } from "../../../lambda/responder/aws";
import { type Ports } from "../../../lambda/responder/handler";
import { type Steps } from "../../../lambda/responder/outcome";
import { BUCKET, settings, upload } from "./fixtures";
import { HttpDouble, json, type Received, queryError, s3Error } from "./http-double";

const environment = { ...process.env };
const version = { bucket: BUCKET, key: "reports/a+b.csv", versionId: "v1" };
const now = new Date("2026-01-01T00:00:00Z");

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

describe("deleting a version", () => {
  test("names bucket, key and version, and bypasses governance retention", async () => {
    aws.answer = () => ({ status: 204 });

    expect(await ports.deleteVersion(version)).toEqual({ answer: "gone" });

    expect(first()).toMatchObject({ method: "DELETE", path: `/${BUCKET}/reports/a+b.csv` });
    expect(first().query.get("versionId")).toBe("v1");
    expect(first().headers).toMatchObject({
      "x-amz-bypass-governance-retention": "true",
      "x-amz-expected-bucket-owner": settings.accountId,
    });
    expect(first().headers).not.toHaveProperty("if-match");
  });

  test("takes one call", async () => {
    await ports.deleteVersion(version);
    expect(aws.received).toHaveLength(1);
  });

  test("may depend on the ETag", async () => {
    await ports.deleteVersion({ ...version, ifMatch: "abc" });
    expect(first().headers).toHaveProperty("if-match", "abc");
  });

  test.each([
    [404, "NoSuchVersion", "", "gone"],
    [412, "PreconditionFailed", "", "superseded"],
    [403, "AccessDenied", "Access Denied because object protected by object lock.", "locked"],
    [403, "AccessDenied", "Mfa Authentication must be used for this request", "mfa-protected"],
  ])("that S3 refuses with %d %s %s is answered as %s", async (status, code, message, answer) => {
    aws.answer = () => s3Error(status, code, message);
    expect(await ports.deleteVersion(version)).toHaveProperty("answer", answer);
  });

  const denied = s3Error(403, "AccessDenied", "Access Denied");
  const heldBy = (lock: string, body: string) => (request: Received) =>
    request.method === "GET" && request.query.has(lock) ? { status: 200, body } : denied;
  const retention = (mode: string, until: string) =>
    `<Retention><Mode>${mode}</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`;

  test.each([
    ["legal-hold", "<LegalHold><Status>ON</Status></LegalHold>", "a legal hold is on"],
    [
      "retention",
      retention("COMPLIANCE", "2999-01-01T00:00:00Z"),
      "retained in COMPLIANCE mode until 2999-01-01T00:00:00.000Z",
    ],
  ])("that S3 refuses for a %s without saying so is looked into", async (lock, body, message) => {
    aws.answer = heldBy(lock, body);
    expect(await ports.deleteVersion(version)).toEqual({ answer: "locked", message });
    expect(aws.received.every(({ query }) => query.get("versionId") === "v1")).toBe(true);
  });

  test.each([
    ["legal-hold", "<LegalHold><Status>OFF</Status></LegalHold>"],
    ["retention", retention("GOVERNANCE", "2999-01-01T00:00:00Z")],
    ["retention", retention("COMPLIANCE", "2001-01-01T00:00:00Z")],
  ])("that S3 refuses although the %s %s lets it is an error", async (lock, body) => {
    aws.answer = heldBy(lock, body);
    await expect(ports.deleteVersion(version)).rejects.toThrow("Access Denied");
  });

  test("without the permission to do so is an error", async () => {
    aws.answer = () => denied;
    await expect(ports.deleteVersion(version)).rejects.toThrow("Access Denied");
  });
});

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

describe("the denylist", () => {
  test("is read consistently", async () => {
    aws.answer = () => json({ Item: { userIds: { SS: ["AIDAX"] } } });
    expect(await ports.readDenylist(BUCKET)).toEqual(["AIDAX"]);
    expect(sent()).toEqual({
      TableName: settings.ledgerTable,
      Key: { pk: { S: `denylist#${BUCKET}` } },
      ConsistentRead: true,
    });
  });

  test("that does not exist is empty", async () => {
    aws.answer = () => json({});
    expect(await ports.readDenylist(BUCKET)).toEqual([]);
  });

  test("is added to in one atomic update", async () => {
    aws.answer = () => json({});
    await ports.addToDenylist(BUCKET, "AIDAX");
    expect(sent()).toMatchObject({
      UpdateExpression: "ADD userIds :userIds",
      ExpressionAttributeValues: { ":userIds": { SS: ["AIDAX"] } },
    });
  });

  test.each([
    [["AIDAX"], false],
    [["AIDAY"], true],
  ])("that held %j gets a new entry: %s", async (SS, isNew) => {
    aws.answer = () => json({ Attributes: { userIds: { SS } } });
    expect(await ports.addToDenylist(BUCKET, "AIDAX")).toBe(isNew);
  });
});

describe("an incident in the ledger", () => {
  const steps: Steps = {
    remove: { status: "gone", versionId: "v1" },
    contain: { status: "blocked", userId: "AIDAX" },
    quarantine: { status: "awaiting-trail", why: "soon" },
  };

  test("is recorded, and read back", async () => {
    aws.answer = () => json({});
    await ports.record({ id: "i", upload, steps }, now);
    const { Key, ExpressionAttributeValues: values } = sent() as Record<
      string,
      Record<string, unknown>
    >;
    expect(Key).toEqual({ pk: { S: "i" } });

    aws.answer = () => json({ Item: { contain: values?.[":contain"] } });
    expect(await ports.readFinished("i")).toEqual({ contain: steps.contain });
  });

  test("gives its alert to one who claims it, and to no other", async () => {
    const claim = { id: "i", stage: "contained", at: now } as const;
    aws.answer = () => json({});
    expect(await ports.claimAlert(claim)).toBe(true);

    aws.answer = () =>
      json({ __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" }, 400);
    expect(await ports.claimAlert(claim)).toBe(false);
  });

  test("that can't be reached is an error", async () => {
    aws.answer = () => json({ __type: "AccessDeniedException" }, 400);
    await expect(ports.readFinished("i")).rejects.toHaveProperty("name", "AccessDeniedException");
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
