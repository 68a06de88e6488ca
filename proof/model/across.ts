import type { Estate } from "./estate";
import { keyArnOf } from "./keys";
import { documentOf } from "./policy-document";
import { type Resource, textOf } from "./resource";

/** What an attribute is that depends on more of the estate than the resource itself. */
type Across = (name: string, resource: Resource, estate: Estate) => unknown;

/** A region's KMS answers for the keys of that region alone. */
const kmsKey: Across = (name, resource, estate) => {
  if (name !== "arn" && name !== "id") return undefined;
  const arn = keyArnOf(estate, textOf(resource, "key_id") ?? "", resource.place);
  if (arn?.split(":")[3] !== resource.place.region) return undefined;
  return name === "id" ? arn.replace(/^.*:key\//, "") : arn;
};

const kmsAlias: Across = (name, resource, estate) => {
  const alias = textOf(resource, "name");
  const arn = alias === undefined ? undefined : keyArnOf(estate, alias, resource.place);
  if (name === "target_key_arn") return arn;
  return name === "target_key_id" ? arn?.replace(/^.*:key\//, "") : undefined;
};

/** A role of the stacks has the path that they give it; of another one, only the name is known. */
const role: Across = (name, resource, estate) => {
  if (name !== "arn") return undefined;
  const found = estate
    .resources("aws_iam_role")
    .find(
      (one) =>
        one.place.accountId === resource.place.accountId &&
        textOf(one, "name") === textOf(resource, "name"),
    );
  return found && textOf(found, "arn");
};

type Item = Readonly<Record<string, unknown>>;

function itemIn(json: string | undefined): Item | undefined {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as Item);
  } catch {
    return undefined;
  }
}

const hasKey = (item: Item, key: Item): boolean =>
  Object.entries(key).every(
    ([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value),
  );

/** What the stack puts there; a denylist as the proof assumes it to have become. */
const tableItem: Across = (name, resource, estate) => {
  const key = itemIn(textOf(resource, "key"));
  if (name !== "item" || !key) return undefined;
  const begun = estate
    .resources("aws_dynamodb_table_item")
    .filter(
      (one) =>
        one.stack === resource.stack &&
        textOf(one, "table_name") === textOf(resource, "table_name"),
    )
    .map((one) => itemIn(textOf(one, "item")))
    .find((item) => item !== undefined && hasKey(item, key));
  const bucket = /"denylist#([^"]+)"/.exec(JSON.stringify(key))?.[1] ?? "";
  const blocked = estate.assumptions.blocked?.[bucket];
  return begun && JSON.stringify({ ...begun, ...(blocked && { userIds: { SS: blocked } }) });
};

/** By type of data source. */
export const FROM_ESTATE: Readonly<Record<string, Across>> = {
  "data.aws_dynamodb_table_item": tableItem,
  "data.aws_iam_policy_document": (name, resource) =>
    name === "json" || name === "minified_json" ? documentOf(resource) : undefined,
  "data.aws_iam_role": role,
  "data.aws_kms_alias": kmsAlias,
  "data.aws_kms_key": kmsKey,
};
