import {
  BatchGetItemCommand,
  type DynamoDBClient,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { isRefusal } from "./aws-refusal";
import { type Item, itemKey, type Table, type Update } from "../ledger/item";

/** The SDK's types ask for lists that may be changed; the client changes none. */
const input = (TableName: string, update: Update) =>
  ({ TableName, ...update }) as UpdateItemCommandInput & { UpdateExpression: string };

export const ledgerTable = (dynamodb: DynamoDBClient, TableName: string): Table => ({
  read: async (pks) => {
    const Keys = [...new Set(pks)].map(itemKey);
    const batch = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys, ConsistentRead: true } },
    });
    const { Responses, UnprocessedKeys } = await dynamodb.send(batch);
    // A few small items are never left out but by throttling.
    if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error("DynamoDB is throttling");
    const items = Responses?.[TableName] ?? [];
    return new Map(items.map((item): [string, Item] => [item.pk?.S ?? "", item]));
  },
  update: async (update) => {
    const command = new UpdateItemCommand({ ...input(TableName, update), ReturnValues: "ALL_OLD" });
    try {
      return (await dynamodb.send(command)).Attributes ?? {};
    } catch (error) {
      if (isRefusal(error, { name: "ConditionalCheckFailedException" })) return "refused";
      throw error;
    }
  },
  updateAll: async (updates) => {
    const [only, ...more] = updates;
    if (!only) return;
    if (more.length === 0) {
      await dynamodb.send(new UpdateItemCommand(input(TableName, only)));
      return;
    }
    const TransactItems = updates.map((update) => ({ Update: input(TableName, update) }));
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
  },
});
