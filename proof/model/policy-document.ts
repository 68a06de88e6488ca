import { blocksOf, type Resource, textOf } from "./resource";

type Block = Readonly<Record<string, unknown>>;

/** Documents that are merged into this one, which isn't done here. */
const MERGED = [
  "override_json",
  "override_policy_documents",
  "source_json",
  "source_policy_documents",
] as const;

const blocks = (given: unknown): readonly Block[] => [given ?? []].flat() as Block[];

/** `&{aws:username}` is a variable of IAM's, kept apart from Terraform's own. */
const inIamsWords = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll("&{", "${")) as unknown;

/** The JSON that `aws_iam_policy_document` makes of its blocks; undefined where it merges others. */
export function documentOf(resource: Resource): string | undefined {
  if (MERGED.some((name) => resource.value(name) !== undefined)) return undefined;
  const statements = resource.value("statement");
  if (typeof statements === "string") return undefined;
  const Id = textOf(resource, "policy_id");
  return JSON.stringify({
    Version: textOf(resource, "version") ?? "2012-10-17",
    ...(Id !== undefined && { Id }),
    Statement: blocksOf(resource, "statement").map(statementOf),
  });
}

/** Arguments that stand for themselves, by their names in a policy. */
const LISTS: Readonly<Record<string, string>> = {
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
};

function statementOf(block: Block): Block {
  const lists = Object.entries(LISTS).flatMap(([element, argument]) =>
    block[argument] === undefined ? [] : [[element, inIamsWords(block[argument])]],
  );
  const Principal = principalOf(blocks(block.principals));
  const NotPrincipal = principalOf(blocks(block.not_principals));
  const Condition = conditionOf(blocks(block.condition));
  return {
    ...(block.sid !== undefined && { Sid: block.sid }),
    Effect: block.effect ?? "Allow",
    ...(Principal !== undefined && { Principal }),
    ...(NotPrincipal !== undefined && { NotPrincipal }),
    ...(Object.fromEntries(lists) as Block),
    ...(Condition && { Condition }),
  };
}

/** Type `*` is the bare star, which means everybody, signed in or not. */
function principalOf(given: readonly Block[]): unknown {
  if (given.length === 0) return undefined;
  if (given.some(({ type }) => type === "*")) return "*";
  return Object.fromEntries(
    given.map(({ type }) => [
      type,
      given.filter((one) => one.type === type).flatMap((one) => [one.identifiers].flat()),
    ]),
  );
}

function conditionOf(given: readonly Block[]): Block | undefined {
  if (given.length === 0) return undefined;
  const operators = new Map<string, Record<string, unknown[]>>();
  for (const { test, variable, values } of given) {
    const keys = operators.get(String(test)) ?? {};
    const before = keys[String(variable)] ?? [];
    keys[String(variable)] = [...before, inIamsWords([values].flat())].flat();
    operators.set(String(test), keys);
  }
  return Object.fromEntries(operators);
}
