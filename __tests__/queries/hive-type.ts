/** True spelling of a field by its path in lower case: `resources.arn` → `ARN`. */
export type Spelling = ReadonlyMap<string, string>;

/** How the records themselves spell their fields: the SerDe finds them whatever their case. */
export function spellingOf(records: readonly unknown[]): Spelling {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, path);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inside] of Object.entries(value)) {
        const below = `${path}${key.toLowerCase()}`;
        found.set(below, key);
        visit(inside, `${below}.`);
      }
    }
  };
  visit(records, "");
  return found;
}

/** A column's type in DuckDB's words: `array<struct<arn:string>>` → `STRUCT("ARN" VARCHAR)[]`. */
export function duckType(hive: string, path: string, spelling: Spelling): string {
  const [, kind, inner] = /^(array|map|struct)<(.*)>$/.exec(hive) ?? [];
  if (kind === undefined || inner === undefined) {
    if (hive !== "string") throw new Error(`no such type: ${hive}`);
    return "VARCHAR";
  }
  if (kind === "array") return `${duckType(inner, path, spelling)}[]`;
  const parts = topLevelParts(inner);
  if (kind === "map") {
    return `MAP(${parts.map((part) => duckType(part, path, spelling)).join(", ")})`;
  }
  return `STRUCT(${parts.map((part) => duckField(part, path, spelling)).join(", ")})`;
}

export function duckField(field: string, path: string, spelling: Spelling): string {
  const colon = field.indexOf(":");
  const below = `${path}${field.slice(0, colon)}`;
  const name = spelling.get(below) ?? field.slice(0, colon);
  return `"${name}" ${duckType(field.slice(colon + 1), `${below}.`, spelling)}`;
}

/** Splits at the commas that stand in no angle brackets. */
function topLevelParts(text: string): string[] {
  let depth = 0;
  let start = 0;
  const parts: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "<") depth += 1;
    if (text[index] === ">") depth -= 1;
    if (text[index] !== "," || depth > 0) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}
