import {
  type Attribute,
  type Item,
  type Table,
  type Update,
} from "../../../lambda/responder/ledger/item";

type Values = Record<string, Attribute>;

/** A table in memory that obeys update and condition expressions as far as the ledger writes them. */
export class FakeTable implements Table {
  readonly items = new Map<string, Values>();

  readonly read = async (pks: readonly string[]): Promise<Map<string, Item>> => {
    await Promise.resolve();
    const found = pks.flatMap((pk): [string, Item][] => {
      const item = this.items.get(pk);
      return item ? [[pk, { ...item }]] : [];
    });
    return new Map(found);
  };

  readonly update = async (update: Update): Promise<Item | "refused"> => {
    await Promise.resolve();
    return this.apply(update);
  };

  readonly updateAll = async (updates: readonly Update[]): Promise<void> => {
    await Promise.resolve();
    for (const update of updates) this.apply(update);
  };

  private apply(update: Update): Item | "refused" {
    const pk = update.Key.pk?.S ?? "";
    const before = this.items.get(pk);
    const { ConditionExpression: condition } = update;
    if (condition !== undefined && !holds(condition, update, before ?? {})) return "refused";
    const after: Values = { pk: { S: pk }, ...before };
    for (const [, clause = "", actions = ""] of clausesOf(update.UpdateExpression)) {
      for (const action of actions.split(/,(?![^(]*\))/)) change(after, update, { clause, action });
    }
    this.items.set(pk, after);
    return { ...before };
  }
}

const clausesOf = (expression: string) =>
  expression
    .replaceAll(/\s+/g, " ")
    .matchAll(/(SET|ADD|REMOVE|DELETE) (.*?)(?= (?:SET|ADD|REMOVE|DELETE) |$)/g);

const name = (update: Update, placeholder = ""): string => {
  const found = update.ExpressionAttributeNames[placeholder.trim()];
  if (found === undefined) throw new Error(`no name for ${placeholder}`);
  return found;
};

const value = (update: Update, placeholder = ""): Attribute => {
  const found = update.ExpressionAttributeValues?.[placeholder.trim()];
  if (found === undefined) throw new Error(`no value for ${placeholder}`);
  return found;
};

function change(item: Values, update: Update, what: { clause: string; action: string }): void {
  const { clause, action } = what;
  const [, target = "", operand = ""] = /^\s*(#\w+)\s*=?\s*(.*)$/.exec(action) ?? [];
  const attribute = name(update, target);
  if (clause === "REMOVE") {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an attribute is removed
    delete item[attribute];
    return;
  }
  const [, onlyFirst] = /^if_not_exists\(#\w+, (:\w+)\)$/.exec(operand) ?? [];
  if (onlyFirst !== undefined && attribute in item) return;
  const given = value(update, onlyFirst ?? operand);
  if (clause === "DELETE") {
    takeOut(item, attribute, given);
    return;
  }
  item[attribute] = clause === "ADD" ? sum(item[attribute], given) : given;
}

/** DynamoDB keeps no empty set. */
function takeOut(item: Values, attribute: string, taken: Attribute): void {
  const before = item[attribute];
  if (before === undefined || !("SS" in before) || !("SS" in taken)) return;
  const left = before.SS.filter((entry) => !taken.SS.includes(entry));
  if (left.length > 0) item[attribute] = { SS: left };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an attribute is removed
  else delete item[attribute];
}

function sum(before: Attribute | undefined, added: Attribute): Attribute {
  if ("N" in added)
    return { N: String(Number(before && "N" in before ? before.N : 0) + Number(added.N)) };
  if (!("SS" in added)) throw new Error("only numbers and sets are added to");
  return { SS: [...new Set([...(before && "SS" in before ? before.SS : []), ...added.SS])] };
}

function holds(condition: string, update: Update, item: Values): boolean {
  return condition.split(" OR ").some((either) =>
    either.split(" AND ").every((term) => {
      const [, absent] = /attribute_not_exists\((#\w+)\)/.exec(term) ?? [];
      if (absent !== undefined) return !(name(update, absent) in item);
      const [, present] = /attribute_exists\((#\w+)\)/.exec(term) ?? [];
      if (present !== undefined) return name(update, present) in item;
      const [, left, right] = /(#\w+) = (:\w+)/.exec(term) ?? [];
      return JSON.stringify(item[name(update, left)]) === JSON.stringify(value(update, right));
    }),
  );
}
