import { workloadNames } from "../../../config/names";
import { denylistKey, NOBODY } from "../../../lambda/responder/contain/denylist";
import { textsIn } from "../../../lambda/responder/contain/denylist-item";
import { mayNotDo } from "../../hops";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { settingsOf, theOne } from "../expected";
import { session } from "../somebody";
import { iamArn } from "../../../config/names";
import { resourceOf, SOME_CALLS } from "./calls";

/** Where the entries stand: begun with nobody, kept by every apply, and rendered into the policy. */
export const ledgerPaths = (scope: WorkloadScope): Path[] => [
  {
    family: "blocks",
    id: `blocks/${scope.workload.accountId}/ledger`,
    title: `${scope.workload.name}: the ledger begins with nobody, and no apply takes an entry back`,
    walk: () => keepsEntries(scope),
  },
  {
    family: "blocks",
    id: `blocks/${scope.workload.accountId}/written-by-hand`,
    title: `${scope.workload.name}: an entry *:name keeps a person out in every permission set`,
    walk: () => keepsPersonOut(scope),
  },
];

function* keepsEntries({ estate, config, workload }: WorkloadScope): Generator<Hop> {
  const { ledgerTable, place, bucket } = workloadNames(config, workload);
  const table = yield* theOne(estate, {
    what: "the ledger",
    type: "aws_dynamodb_table",
    place,
    by: { name: ledgerTable },
  });
  yield* settingsOf(table, [
    { argument: "hash_key", is: "pk" },
    { argument: "attribute.name", is: "pk" },
    { argument: "attribute.type", is: "S" },
  ]);
  const by = { table_name: ledgerTable };
  const item = yield* theOne(estate, {
    what: `the denylist of ${bucket} in the ledger`,
    type: "aws_dynamodb_table_item",
    place,
    by: { ...by, hash_key: "pk" },
  });
  yield beginsWithNobody(item, bucket);
  yield isNeverTakenBack(item);
  yield* theOne(estate, {
    what: "the reading of the denylist as it is in force",
    type: "data.aws_dynamodb_table_item",
    place,
    by: { ...by, key: JSON.stringify({ pk: { S: denylistKey(bucket) } }) },
  });
}

function beginsWithNobody(item: Resource, bucket: string): Hop {
  const what = `it is the item of ${bucket}, and begins with nobody`;
  const given = textOf(item, "item") ?? "{}";
  const parsed = JSON.parse(given) as { readonly pk?: { readonly S?: unknown } };
  const entries = textsIn(parsed, "userIds");
  const isRight = parsed.pk?.S === denylistKey(bucket) && entries.join(" ") === NOBODY;
  return isRight ? holds(what, whereOf(item), item) : broken(what, `it is ${given}`, { at: item });
}

/** Terraform made the item, and would put it back as it was. */
function isNeverTakenBack(item: Resource): Hop {
  const what = "an apply leaves the entries as they are";
  const [{ ignore_changes: ignored } = {}] = blocksOf(item, "lifecycle");
  const isIgnored = ignored === "all" || [ignored ?? []].flat().includes("item");
  if (isIgnored) return holds(what, whereOf(item), item);
  const add = { ignore_changes: ["item"] };
  return broken(what, "its lifecycle doesn't ignore changes of the item", {
    at: item,
    mend: [{ at: item, argument: "lifecycle", add }],
  });
}

/** The responder names one session; whoever works with the ledger may mean the person. */
async function* keepsPersonOut({ estate, config, workload }: WorkloadScope): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const blocked = { [names.bucket]: ["*:proof-intruder@example.com"] };
  for (const set of ["ProofSet_0123456789abcdef", "OtherProofSet_fedcba9876543210"]) {
    const role = iamArn(names.place, `role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${set}`);
    const { who, context, title } = session(role, "proof-intruder@example.com");
    for (const call of SOME_CALLS) {
      const asked = { who, action: call.action, resource: resourceOf(call, names), context };
      yield mayNotDo(estate.assuming({ blocked }), asked, `${call.calls}: refused to ${title}`);
    }
  }
}
