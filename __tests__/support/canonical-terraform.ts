/**
 * A stack in one form, whichever syntax it was read from: parsers give blocks as lists, also a single
 * one, and references as code; CDKTF writes both ways and notes of its own.
 */
export function canonical(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^\$\{([^{}]*)\}$/, "$1");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const [only, ...others] = value as unknown[];
    const isOneBlock = typeof only === "object" && only !== null && others.length === 0;
    return isOneBlock ? canonical(only) : value.map(canonical);
  }
  const fields = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(fields.map(([key, field]) => [key, canonical(field)]));
}
