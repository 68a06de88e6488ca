/**
 * JSON as CDKTF writes it (json-stable-stringify, two blanks): keys sorted, what is `undefined` left
 * out, an empty list or object over two lines. For plain data only.
 */
export function stableJson(value: unknown, indent = "\n"): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[${value.map((item) => deeper + stableJson(item, deeper)).join(",")}${indent}]`;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => `${deeper}${JSON.stringify(key)}: ${stableJson(field, deeper)}`);
  return `{${fields.join(",")}${indent}}`;
}
