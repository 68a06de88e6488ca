import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from "@aws-sdk/client-dynamodb";
import { ledgerTable } from "./aws-table";
import { blockItemKey, readBlock } from "../contain/block";
import { type ContainPorts } from "../contain/contain";
import { denylistKey } from "../contain/denylist";
import {
  blockUpdate,
  denylistUpdate,
  liftingUpdate,
  quarantinedUpdate,
  readDenylist,
  readLifted,
} from "../contain/denylist-item";
import { type Item } from "../ledger/item";
import { type RestorePorts } from "../contain/restore";

export interface DenylistPorts
  extends
    Pick<ContainPorts, "changeDenylist" | "readBlocks" | "readDenylist" | "recordBlock">,
    Pick<RestorePorts, "readLifting" | "recordLifting"> {
  /** Notes on the blocks of these entries who carries the quarantine policy: `user <name>`… */
  readonly markQuarantined: (
    bucket: string,
    userIds: readonly string[],
    to: string,
  ) => Promise<void>;
}

export function denylistPorts(dynamodb: DynamoDBClient, tableName: string): DenylistPorts {
  const table = ledgerTable(dynamodb, tableName);
  const read = async (pk: string) => (await table.read([pk])).get(pk);
  return {
    readDenylist: async (bucket) => readDenylist(await read(denylistKey(bucket))),
    changeDenylist: async (bucket, change) => {
      const update = denylistUpdate(bucket, change);
      return readDenylist(update && (await table.update(update)));
    },
    readBlocks: async (bucket, userIds) => {
      const keys = [...new Set(userIds)].map((userId) => blockItemKey(bucket, userId));
      const items = await Promise.all(
        batches(keys).map((Keys) => readBatch(dynamodb, tableName, { Keys, ConsistentRead: true })),
      );
      return items.flat().flatMap((item) => readBlock(item) ?? []);
    },
    recordBlock: async (bucket, block) => {
      await table.update(blockUpdate(bucket, block));
    },
    markQuarantined: async (bucket, userIds, to) => {
      await Promise.all(
        userIds.map((userId) => table.update(quarantinedUpdate(bucket, userId, to))),
      );
    },
    readLifting: async (id) => readLifted(await read(id)),
    recordLifting: async (lifting) => {
      const earlier = readLifted(await table.update(liftingUpdate(lifting)));
      return earlier.length > 0 ? earlier : lifting.lifted;
    },
  };
}

/** BatchGetItem takes no more. */
const KEYS_PER_CALL = 100;

const batches = <T>(keys: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(keys.length / KEYS_PER_CALL) }, (_, index) =>
    keys.slice(index * KEYS_PER_CALL, (index + 1) * KEYS_PER_CALL),
  );

const MAX_PARTS = 5;
const FIRST_PAUSE_MS = 50;

/** DynamoDB may answer a part only, and names the keys that are left. */
async function readBatch(
  dynamodb: DynamoDBClient,
  tableName: string,
  batch: KeysAndAttributes,
): Promise<Item[]> {
  const found: Item[] = [];
  let left: KeysAndAttributes | undefined = batch;
  for (let part = 0; part < MAX_PARTS; part++) {
    const get = new BatchGetItemCommand({ RequestItems: { [tableName]: left } });
    const answer: BatchGetItemCommandOutput = await dynamodb.send(get);
    found.push(...(answer.Responses?.[tableName] ?? []));
    left = answer.UnprocessedKeys?.[tableName];
    if (!left?.Keys?.length) return found;
    await sleep(FIRST_PAUSE_MS * 2 ** part);
  }
  throw new Error(`DynamoDB left blocks unread, ${MAX_PARTS} times in a row: it is throttling`);
}
