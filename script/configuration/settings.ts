import { z } from "zod";

/** One row of the reference. */
export interface Setting {
  /** Below the section: `subscriptions[].protocol`; `<key>` stands for any key. */
  readonly path: string;
  readonly type: string;
  readonly fallback: Fallback;
  /** What AWS or this product asks for, in the words of the messages. */
  readonly rules: readonly string[];
  /** A section of its own says what is in it. */
  readonly section?: string;
}

/** What holds where the setting is left out. */
export type Fallback =
  | { readonly is: "required" }
  | { readonly is: "optional" }
  | { readonly is: "value"; readonly value: unknown };

type Schema = z.core.$ZodType;
/** By schema: those with a section of their own. */
export type Sections = ReadonlyMap<Schema, string>;

/** All settings of an object, in its order, with those of the objects in it. */
export function settingsOf(schema: Schema, sections: Sections): readonly Setting[] {
  const found = objectsIn(schema).flatMap((object) =>
    Object.entries<Schema>(object.def.shape).flatMap(([key, part]) => below(key, part, sections)),
  );
  return merged(found);
}

function below(path: string, given: Schema, sections: Sections): readonly Setting[] {
  const { schema, fallback } = unwrapped(given);
  const section = [schema, ...itemsOf(schema).map((item) => item.schema)]
    .map((one) => sections.get(one))
    .find((name) => name !== undefined);
  const own = { path, type: typeOf(schema), fallback, rules: rulesOf(schema) };
  if (section !== undefined) return [{ ...own, section }];
  const inner = [{ schema, suffix: "" }, ...itemsOf(schema)].flatMap((item) =>
    settingsOf(item.schema, sections).map((setting) => ({
      ...setting,
      path: `${path}${item.suffix}.${setting.path}`,
    })),
  );
  return [own, ...inner];
}

/** Without what only says whether a value may be left out. */
function unwrapped(given: Schema): { readonly schema: Schema; readonly fallback: Fallback } {
  if (given instanceof z.ZodOptional) {
    return { schema: given.def.innerType, fallback: { is: "optional" } };
  }
  if (given instanceof z.ZodDefault || given instanceof z.ZodPrefault) {
    return {
      schema: given.def.innerType,
      fallback: { is: "value", value: given.def.defaultValue },
    };
  }
  return { schema: given, fallback: { is: "required" } };
}

/** What a list or a map holds. */
function itemsOf(schema: Schema): readonly { schema: Schema; suffix: string }[] {
  if (schema instanceof z.ZodArray) return [{ schema: schema.def.element, suffix: "[]" }];
  if (schema instanceof z.ZodRecord) return [{ schema: schema.def.valueType, suffix: ".<key>" }];
  return [];
}

function objectsIn(schema: Schema): readonly z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema];
  return schema instanceof z.ZodUnion ? schema.def.options.flatMap(objectsIn) : [];
}

/** The forms of a union may share keys. */
function merged(settings: readonly Setting[]): readonly Setting[] {
  const byPath = new Map<string, Setting>();
  for (const setting of settings) {
    const same = byPath.get(setting.path);
    const type = [...new Set([same?.type, setting.type].filter(Boolean))].join(" or ");
    const rules = [...new Set([...(same?.rules ?? []), ...setting.rules])];
    byPath.set(setting.path, { ...setting, type, rules });
  }
  return [...byPath.values()];
}

function typeOf(given: Schema): string {
  const { schema } = unwrapped(given);
  if (schema instanceof z.ZodEnum) return schema.options.map(quoted).join(" or ");
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(quoted).join(" or ");
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.def.element)}`;
  if (schema instanceof z.ZodRecord) return `map of ${typeOf(schema.def.valueType)}`;
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.def.options.map(typeOf))].join(" or ");
  }
  return schema._zod.def.type;
}

const quoted = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** The messages of a schema and its checks, and of what a list holds. */
function rulesOf(given: Schema): readonly string[] {
  const { schema } = unwrapped(given);
  const { error, checks = [] } = schema._zod.def;
  const messages = [error, ...checks.map((check) => check._zod.def.error)].map(
    (message) => message?.({} as never) as string | undefined,
  );
  const items = itemsOf(schema).map((item) => item.schema);
  const parts = schema instanceof z.ZodUnion ? schema.def.options : items;
  const all = [...messages, ...parts.flatMap(rulesOf)];
  return [...new Set(all.filter((message) => message !== undefined))];
}
