import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DenylistPorts, denylistPorts } from "../../../../lambda/responder/aws/aws-denylist";
import { BUCKET, settings } from "../fixtures";
import { HttpDouble, json } from "../http-double";

const TABLE = settings.ledgerTable;
let aws: HttpDouble;
let ports: DenylistPorts;

beforeEach(async () => {
  aws = new HttpDouble();
  const dynamodb = new DynamoDBClient({
    endpoint: await aws.start(),
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  ports = denylistPorts(dynamodb, TABLE);
});

afterEach(() => aws.stop());

interface Sent {
  readonly Key: unknown;
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues: unknown;
  readonly RequestItems: Record<string, { Keys: { pk: { S: string } }[]; ConsistentRead: boolean }>;
}
const sent = () => aws.received.map(({ body }) => JSON.parse(body) as Sent);
const refused = json(
  { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" },
  400,
);
const listKey = { pk: { S: `denylist#${BUCKET}` } };

describe("the denylist", () => {
  test("is read consistently, with all of its sets", async () => {
    const item = { ...listKey, userIds: { SS: ["AIDAX"] }, resting: { SS: ["AIDAY"] } };
    aws.answer = () => json({ Responses: { [TABLE]: [item] } });

    expect(await ports.readDenylist(BUCKET)).toEqual({
      userIds: ["AIDAX"],
      resting: ["AIDAY"],
      waiting: [],
    });
    expect(sent()[0]?.RequestItems).toEqual({ [TABLE]: { Keys: [listKey], ConsistentRead: true } });
  });

  test("that isn't there yet holds nobody", async () => {
    aws.answer = () => json({ Responses: { [TABLE]: [] } });
    expect(await ports.readDenylist(BUCKET)).toEqual({ userIds: [], resting: [], waiting: [] });
  });

  test("is changed in one atomic update, which answers what it was before", async () => {
    aws.answer = () => json({ Attributes: { ...listKey, userIds: { SS: ["AIDAX"] } } });

    const before = await ports.changeDenylist(BUCKET, {
      userIds: { add: ["AIDAY", "AIDAY"] },
      resting: { take: ["AIDAY"] },
      waiting: { take: ["AIDAY"] },
    });

    expect(before.userIds).toEqual(["AIDAX"]);
    expect(sent()).toEqual([
      expect.objectContaining({
        Key: listKey,
        UpdateExpression: "ADD #userIds :userIds DELETE #resting :resting, #waiting :waiting",
        ExpressionAttributeValues: {
          ":userIds": { SS: ["AIDAY"] },
          ":resting": { SS: ["AIDAY"] },
          ":waiting": { SS: ["AIDAY"] },
        },
        ReturnValues: "ALL_OLD",
      }),
    ]);
  });

  test("isn't touched by a change of nothing", async () => {
    await ports.changeDenylist(BUCKET, { userIds: { take: [] } });
    expect(aws.received).toEqual([]);
  });
});

describe("blocks", () => {
  const blockItem = (userId: string) => ({
    pk: { S: `block#${BUCKET}#${userId}` },
    userId: { S: userId },
    blockedAt: { S: "2026-01-01T00:00:00Z" },
  });
  const answerAll = () => {
    aws.answer = ({ body }) => {
      const { Keys = [] } = (JSON.parse(body) as Sent).RequestItems[TABLE] ?? {};
      const userIds = Keys.map(({ pk }) => pk.S.replace(`block#${BUCKET}#`, ""));
      return json({ Responses: { [TABLE]: userIds.map(blockItem) } });
    };
  };

  test("are read in bulk, a hundred with each call, each once", async () => {
    answerAll();
    const ids = Array.from({ length: 250 }, (_, index) => `AIDA${index}`);

    const blocks = await ports.readBlocks(BUCKET, [...ids, "AIDA0"]);

    expect(blocks.map(({ userId }) => userId).toSorted()).toEqual(ids.toSorted());
    const sizes = sent().map(({ RequestItems }) => RequestItems[TABLE]?.Keys.length ?? 0);
    expect(sizes.toSorted()).toEqual([100, 100, 50]);
  });

  test("of nobody are not asked for", async () => {
    expect(await ports.readBlocks(BUCKET, [])).toEqual([]);
    expect(aws.received).toEqual([]);
  });

  test("that DynamoDB left out are asked for again", async () => {
    const key = (userId: string) => ({ pk: blockItem(userId).pk });
    aws.answer = () =>
      aws.received.length === 1
        ? json({
            Responses: { [TABLE]: [blockItem("AIDA0")] },
            UnprocessedKeys: { [TABLE]: { Keys: [key("AIDA1")], ConsistentRead: true } },
          })
        : json({ Responses: { [TABLE]: [blockItem("AIDA1")] } });

    const blocks = await ports.readBlocks(BUCKET, ["AIDA0", "AIDA1"]);

    expect(blocks.map(({ userId }) => userId)).toEqual(["AIDA0", "AIDA1"]);
    expect(sent()[1]?.RequestItems).toEqual({
      [TABLE]: { Keys: [key("AIDA1")], ConsistentRead: true },
    });
  });

  test("that DynamoDB leaves out again and again are an error, not missing", async () => {
    const { pk } = blockItem("AIDA0");
    aws.answer = () => json({ Responses: {}, UnprocessedKeys: { [TABLE]: { Keys: [{ pk }] } } });
    await expect(ports.readBlocks(BUCKET, ["AIDA0"])).rejects.toThrow("throttling");
  });

  const block = { userId: "AIDAX", blockedAt: "2026-01-01T00:00:00Z", incident: "i", who: "w" };

  test("begin with a clean record, unless one is under way", async () => {
    await ports.recordBlock(BUCKET, block);

    expect(sent()[0]).toMatchObject({
      Key: { pk: { S: `block#${BUCKET}#AIDAX` } },
      ConditionExpression: "attribute_not_exists(#blockedAt) OR attribute_exists(#releasedAt)",
      ExpressionAttributeValues: {
        ":userId": { S: "AIDAX" },
        ":blockedAt": { S: block.blockedAt },
        ":incident": { S: "i" },
        ":who": { S: "w" },
      },
    });
    expect(sent()[0]?.UpdateExpression).toContain(
      "REMOVE #quarantined, #releasedAt, #releasedBy, #reason",
    );
  });

  test("under way are left as they are", async () => {
    aws.answer = () => refused;
    await expect(ports.recordBlock(BUCKET, block)).resolves.toBeUndefined();
  });

  test("are marked with who carries the quarantine policy, if they are there", async () => {
    aws.answer = () => refused;

    await ports.markQuarantined(BUCKET, ["AIDAX", "AIDAY"], "user mallory");

    expect(sent()).toHaveLength(2);
    expect(sent()[0]).toMatchObject({
      UpdateExpression: "SET #quarantined = :to",
      ConditionExpression: "attribute_exists(#blockedAt)",
      ExpressionAttributeValues: { ":to": { S: "user mallory" } },
    });
  });
});

describe("what was found lifted", () => {
  const lifting = { id: "restoration#b#e", lifted: ["AIDAX"], foundAt: new Date(0) };

  test("is kept, and expires", async () => {
    expect(await ports.recordLifting(lifting)).toEqual(["AIDAX"]);
    expect(sent()[0]).toMatchObject({
      Key: { pk: { S: "restoration#b#e" } },
      ExpressionAttributeValues: {
        ":lifted": { SS: ["AIDAX"] },
        ":expiresAt": { N: String(400 * 86_400) },
      },
    });
  });

  test("first stands", async () => {
    aws.answer = () => json({ Attributes: { lifted: { SS: ["AIDAX", "AIDAY"] } } });
    expect(await ports.recordLifting(lifting)).toEqual(["AIDAX", "AIDAY"]);
    expect(sent()[0]?.UpdateExpression).toContain("if_not_exists(#lifted, :lifted)");
  });

  test("is read back", async () => {
    const item = { pk: { S: lifting.id }, lifted: { SS: ["AIDAX"] } };
    aws.answer = () => json({ Responses: { [TABLE]: [item] } });
    expect(await ports.readLifting(lifting.id)).toEqual(["AIDAX"]);
  });
});

test("an update that DynamoDB can't make is an error", async () => {
  aws.answer = () => json({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError" }, 500);
  await expect(
    ports.changeDenylist(BUCKET, { userIds: { add: ["AIDAX"] } }),
  ).rejects.toHaveProperty("name", "InternalServerError");
});
