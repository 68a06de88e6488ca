import { mayDo } from "../../hops";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import { namesOf } from "./function";

/** The hash key of `lambda/responder/ledger/item.ts`. */
const HASH_KEY = { name: "pk", type: "S" } as const;

/** The ledger is the table that the function's items fit into. */
export async function* remembers(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { ledgerTableArn } = namesOf(scope);
  const what = `there is a table ${ledgerTableArn}`;
  const table = scope.estate.byArn("aws_dynamodb_table", ledgerTableArn);
  if (!table) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(table), table);
  yield hasKey(table);
  yield forgets(table);
  yield* decrypts(scope, table);
}

function hasKey(table: Resource): Hop {
  const what = `its only key is ${HASH_KEY.name}, a text`;
  const types = blocksOf(table, "attribute").map(
    ({ name, type }) => `${String(name)}: ${String(type)}`,
  );
  const isRight =
    textOf(table, "hash_key") === HASH_KEY.name &&
    textOf(table, "range_key") === undefined &&
    types.includes(`${HASH_KEY.name}: ${HASH_KEY.type}`);
  if (isRight) return holds(what, whereOf(table), table);
  const found = [textOf(table, "hash_key"), textOf(table, "range_key")].join(", ");
  return broken(what, `its keys are ${found}, its attributes ${types.join(", ")}`, { at: table });
}

/**
 * Otherwise the denylist's neighbours, one for each upload, would be kept for ever. Terraform leaves
 * it switched off where nothing is said.
 */
function forgets(table: Resource): Hop {
  const what = "its items expire by expiresAt";
  const [ttl] = blocksOf(table, "ttl");
  return ttl?.attribute_name === "expiresAt" && ttl.enabled === true
    ? holds(what, whereOf(table), table)
    : broken(what, `its ttl is ${JSON.stringify(ttl ?? null)}`, { at: table });
}

/** DynamoDB uses a key in the name of whoever calls (DynamoDB guide, encryption.usagenotes). */
async function* decrypts(
  { estate, ...scope }: WorkloadScope,
  table: Resource,
): AsyncGenerator<Hop> {
  const [encryption] = blocksOf(table, "server_side_encryption");
  const key = encryption?.kms_key_arn;
  if (typeof key !== "string" || key === "") return;
  const { responderRoleArn, place } = namesOf({ estate, ...scope });
  const context = { "kms:ViaService": `dynamodb.${place.region}.amazonaws.com` };
  const who = { role: responderRoleArn };
  yield mayDo(estate, { who, action: "kms:Decrypt", resource: key, context });
}
