type Schema = Readonly<Record<string, unknown>>;

interface Pair {
  readonly released: Schema;
  readonly now: Schema;
  /** Where both stand, for people. */
  readonly at: string;
}

/**
 * What readers of the released JSON Schema would miss in documents of the one of now: a field, a kind,
 * a value of a field that they know. More of each may come under the same name.
 */
export function schemaBreaks(released: Schema, now: Schema): string[] {
  const compare = ({ at, ...pair }: Pair): string[] => {
    const before = resolved(pair.released, released);
    const after = resolved(pair.now, now);
    return [
      ...typeBreaks({ released: before, now: after, at }),
      ...variantPairs({ released: before, now: after, at }).flatMap((each) =>
        typeof each === "string" ? [each] : compare(each),
      ),
      ...propertyPairs({ released: before, now: after, at }).flatMap((each) =>
        typeof each === "string" ? [each] : compare(each),
      ),
      ...(isSchema(before.items)
        ? compare({ released: before.items, now: asSchema(after.items), at: `${at}[]` })
        : []),
    ];
  };
  return compare({ released, now, at: "" });
}

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;
const asSchema = (value: unknown): Schema => (isSchema(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a `$ref` stands for. */
function resolved(schema: Schema, root: Schema): Schema {
  const { $ref: reference } = schema;
  if (typeof reference !== "string") return schema;
  return reference
    .split("/")
    .slice(1)
    .reduce<Schema>((at, name) => asSchema(at[name]), root);
}

function typeBreaks({ released, now, at }: Pair): string[] {
  const [before, after] = [valuesOf(released), valuesOf(now)];
  const gone = after.length === 0 ? [] : before.filter((value) => !after.includes(value));
  return [
    ...gone.map((value) => `${at}: the value ${JSON.stringify(value)} is gone`),
    ...(released.type !== undefined && now.type !== released.type
      ? [`${at}: of type ${JSON.stringify(now.type)}, was ${JSON.stringify(released.type)}`]
      : []),
  ];
}

const valuesOf = (schema: Schema): readonly unknown[] =>
  "const" in schema ? [schema.const] : listOf(schema.enum);

/** Fields that stay, each with what became of it, and what is told of the others. */
function propertyPairs({ released, now, at }: Pair): (Pair | string)[] {
  const [before, after] = [asSchema(released.properties), asSchema(now.properties)];
  return Object.entries(before).flatMap(([name, field]): (Pair | string)[] => {
    const here = at === "" ? name : `${at}.${name}`;
    if (!(name in after)) return [`${here} is gone`];
    const isLoose =
      listOf(released.required).includes(name) && !listOf(now.required).includes(name);
    return [
      ...(isLoose ? [`${here} isn't always there any more`] : []),
      { released: asSchema(field), now: asSchema(after[name]), at: here },
    ];
  });
}

/** Alternatives are known by the one value of their `kind` or `status`, or else by their type. */
function variantPairs({ released, now, at }: Pair): (Pair | string)[] {
  const after = new Map(variantsOf(now).map((variant) => [nameOf(variant), variant]));
  return variantsOf(released).map((variant): Pair | string => {
    const name = nameOf(variant);
    const counterpart = after.get(name);
    const here = `${at}<${name}>`;
    return counterpart ? { released: variant, now: counterpart, at: here } : `${here} is gone`;
  });
}

const variantsOf = (schema: Schema): readonly Schema[] =>
  [...listOf(schema.oneOf), ...listOf(schema.anyOf)].filter(isSchema);

function nameOf(variant: Schema): string {
  const fields = asSchema(variant.properties);
  const known = ["kind", "status"].map((field) => asSchema(fields[field]).const);
  return String(known.find((value) => value !== undefined) ?? variant.$ref ?? variant.type);
}
