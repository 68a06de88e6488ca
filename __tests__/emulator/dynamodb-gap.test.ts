import { jsonAnswer } from "../../emulator/answer";
import { allGaps, type Call, matchRoute } from "../../emulator/gaps";
import { type AwsRequest } from "../../emulator/request";
import { absentMoto, bodyOf, request } from "./call";

const asked = (operation: string, body: object) =>
  request({
    service: "dynamodb",
    method: "POST",
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body,
  });

/** The gaps of one emulator, in front of a moto that answers as told. */
function dynamodb(moto: (operation: string, body: unknown) => object | Promise<object>) {
  const { gaps } = allGaps();
  return (call: AwsRequest) => {
    const gap = gaps.find(
      ({ service, route }) => service === "dynamodb" && matchRoute(route, call) !== undefined,
    );
    const forward: Call["forward"] = async (changed = {}) => {
      const { headers, body } = { ...call, ...changed };
      const operation = String(headers["x-amz-target"]).split(".")[1] ?? "";
      const answer = await moto(operation, JSON.parse(body.toString()));
      return jsonAnswer(answer, "__type" in answer ? 400 : 200);
    };
    const caller = { accountId: "222222222222", arn: "arn", userId: "id" };
    return gap?.answer({ request: call, caller, rest: "", moto: absentMoto, forward });
  };
}

const update = (pk: string) => ({ Update: { TableName: "t", Key: { pk: { S: pk } } } });
const refused = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" };

test("writes of one account go one at a time, in the order in which they came", async () => {
  const log: string[] = [];
  const ask = dynamodb(async (operation) => {
    log.push(`${operation} begins`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    log.push(`${operation} ends`);
    return {};
  });

  await Promise.all([ask(asked("UpdateItem", {})), ask(asked("PutItem", {}))]);

  expect(log).toEqual(["UpdateItem begins", "UpdateItem ends", "PutItem begins", "PutItem ends"]);
});

test("a write that fails lets the next one in", async () => {
  const ask = dynamodb((operation) => {
    if (operation === "UpdateItem") throw new Error("broken");
    return {};
  });

  await expect(ask(asked("UpdateItem", {}))).rejects.toThrow("broken");
  expect((await ask(asked("PutItem", {})))?.status).toBe(200);
});

test("a transaction carries out each of its updates", async () => {
  const log: unknown[] = [];
  const ask = dynamodb((operation, body) => {
    log.push([operation, body]);
    return {};
  });

  const answer = await ask(
    asked("TransactWriteItems", { TransactItems: [update("a"), update("b")] }),
  );

  expect(answer?.status).toBe(200);
  expect(log).toMatchObject([
    ["UpdateItem", { Key: { pk: { S: "a" } } }],
    ["UpdateItem", { Key: { pk: { S: "b" } } }],
  ]);
});

test("a transaction that is refused undoes what it had done, and says which update was refused", async () => {
  const log: unknown[] = [];
  const before = { pk: { S: "b" }, n: { N: "1" } };
  const ask = dynamodb((operation, body) => {
    log.push([operation, body]);
    const { Key } = body as { Key?: { pk: { S: string } } };
    if (operation !== "UpdateItem") return {};
    if (Key?.pk.S === "c") return refused;
    return Key?.pk.S === "b" ? { Attributes: before } : {};
  });

  const answer = await ask(
    asked("TransactWriteItems", { TransactItems: [update("a"), update("b"), update("c")] }),
  );

  expect(log.slice(3)).toEqual([
    ["PutItem", { TableName: "t", Item: before }],
    ["DeleteItem", { TableName: "t", Key: { pk: { S: "a" } } }],
  ]);
  expect(answer?.status).toBe(400);
  expect(answer && bodyOf(answer)).toMatchObject({
    __type: "TransactionCanceledException",
    CancellationReasons: [{ Code: "None" }, { Code: "None" }, { Code: "ConditionalCheckFailed" }],
  });
});

test("a fault that is no refused condition comes back as it is, and undoes all the same", async () => {
  const log: string[] = [];
  const ask = dynamodb((operation, body) => {
    log.push(operation);
    const isLast = JSON.stringify(body).includes('"b"');
    return operation === "UpdateItem" && isLast ? { __type: "ResourceNotFoundException" } : {};
  });

  const answer = await ask(
    asked("TransactWriteItems", { TransactItems: [update("a"), update("b")] }),
  );

  expect(log).toEqual(["UpdateItem", "UpdateItem", "DeleteItem"]);
  expect(answer && bodyOf(answer)).toEqual({ __type: "ResourceNotFoundException" });
});
