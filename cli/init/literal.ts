const WIDTH = 100;
/** More of them in a row are hard to read. */
const KEYS_ON_A_LINE = 2;

type Fields = readonly (readonly [string, unknown])[];

/** A value as TypeScript, laid out as Prettier leaves it at a width of 100. */
export function literal(value: unknown, column: number, indent: string): string {
  const short = flat(value);
  // A comma follows.
  if (short !== undefined && column + short.length < WIDTH) return short;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${literal(item, deeper.length, deeper)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  if (!isObject(value)) return scalar(value);
  const lines = fields(value).map(([key, part]) => `${deeper}${property(key, part, deeper)}\n`);
  return `{\n${lines.join("")}${indent}}`;
}

/** `key: value,`; a text that is too long stands on a line of its own. */
export function property(key: string, value: unknown, indent: string): string {
  const start = `${keyText(key)}: `;
  const text = literal(value, indent.length + start.length, indent);
  const isTooLong =
    typeof value === "string" && indent.length + start.length + text.length >= WIDTH;
  return isTooLong ? `${keyText(key)}:\n${indent}  ${text},` : `${start}${text},`;
}

/** On one line, where that reads well. */
function flat(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(flat);
    const isPlain = value.length < 2 || !value.every(isObject);
    return isPlain && !items.includes(undefined) ? `[${items.join(", ")}]` : undefined;
  }
  if (!isObject(value)) return scalar(value);
  const parts = fields(value);
  const isSmall =
    parts.length <= KEYS_ON_A_LINE && parts.every(([, part]) => typeof part !== "object");
  return isSmall
    ? `{ ${parts.map(([key, part]) => `${keyText(key)}: ${scalar(part)}`).join(", ")} }`
    : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What isn't set isn't written. */
const fields = (value: object): Fields =>
  Object.entries(value).filter(([, part]) => part !== undefined);

/** Prettier quotes only what isn't a name: the key of a tag may be any text. */
const keyText = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : scalar(key));

function scalar(value: unknown): string {
  const json = JSON.stringify(value);
  const [double, single] = [/"/g, /'/g].map((sign) => String(value).match(sign)?.length ?? 0);
  // Prettier takes the quotes that need fewer backslashes.
  if (typeof value !== "string" || (double ?? 0) <= (single ?? 0)) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
