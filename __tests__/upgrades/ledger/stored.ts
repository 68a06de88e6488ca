import { readFileSync } from "node:fs";
import path from "node:path";
import { type Attribute } from "../../../lambda/responder/ledger/item";
import { type ItemKind, kindOf } from "../../../lambda/responder/ledger/version";
import { FakeAws } from "../../lambda/responder/fake-aws";

type Stored = Record<string, Attribute>;

/** Items of version 1 as a release wrote them: never changed, or old ledgers would no longer be read. */
const itemsIn = (file: string): Readonly<Record<string, Stored>> =>
  JSON.parse(readFileSync(path.join(__dirname, file), "utf8")) as Record<string, Stored>;

export const VERSION_1 = itemsIn("version-1.json");

/** As the first commits of the responder wrote them: no block beside the entry, no episode. */
export const FIRST = itemsIn("first.json");

export const DENYLIST_OF_VERSION_1 = VERSION_1["denylist#acme-production"] as {
  readonly userIds: { readonly SS: readonly string[] };
};

/** AWS with these items in the ledger; those of `kind` changed. */
export function ledgerOf(
  items: Readonly<Record<string, Stored>>,
  kind?: ItemKind,
  change: (item: Stored) => Stored = newer,
): FakeAws {
  const aws = new FakeAws();
  aws.table.items.clear();
  for (const [pk, item] of Object.entries(items))
    aws.table.items.set(pk, kindOf(pk) === kind ? change(item) : { ...item });
  return aws;
}

export const newer = (item: Stored): Stored => ({ ...item, version: { N: "2" } });
