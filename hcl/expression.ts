export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON value as an expression of Terraform's native syntax; strings are templates in both. */
export function expressionOf(value: Json): string {
  if (typeof value === "string") return template(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) return `[${value.map(expressionOf).join(", ")}]`;
  const fields = Object.entries(value).map(
    ([key, field]) => `${keyOf(key)} = ${expressionOf(field)}`,
  );
  return fields.length === 0 ? "{}" : `{\n${fields.join("\n")}\n}`;
}

/** What Terraform wants as a bare reference, such as `depends_on`: a string or a list of them. */
export function referenceOf(value: Json): string {
  if (isList(value)) return `[${value.map(referenceOf).join(", ")}]`;
  if (typeof value !== "string") throw new Error(`no reference: ${JSON.stringify(value)}`);
  return wholeCode(value) ?? value;
}

/** `Array.isArray` doesn't narrow what may be a readonly array. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** `{ for` would begin a loop. */
const BARE_KEY = /^(?!for$)[A-Za-z_][\w-]*$/;

const keyOf = (key: string): string => (BARE_KEY.test(key) ? key : quotedTemplate(key));

function template(text: string): string {
  const whole = wholeCode(text);
  // Alone on its line a newline would end the argument.
  if (whole !== undefined) return whole.includes("\n") ? `(${whole})` : whole;
  return quotedTemplate(text);
}

const quotedTemplate = (text: string): string => `"${partsOf(text).map(quoted).join("")}"`;

/** The code of a string that is one interpolation and nothing else: its value needn't be a string. */
function wholeCode(text: string): string | undefined {
  const [first, ...others] = partsOf(text);
  return first?.isCode && others.length === 0 && text.startsWith("${")
    ? text.slice(2, -1).trim()
    : undefined;
}

interface Part {
  readonly source: string;
  /** An interpolation or a directive, `${` and `}` included; quotes in it are its own. */
  readonly isCode: boolean;
}

const ESCAPED_MARKER = /^(?:\$\$|%%)\{/;
const MARKER = /^[$%]\{/;

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = "";
  let at = 0;
  const endLiteral = () => {
    if (literal !== "") parts.push({ source: literal, isCode: false });
    literal = "";
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 3);
    const isCode = MARKER.test(rest);
    if (isCode) endLiteral();
    const length = isCode ? endOfCode(text, at + 2) - at : ESCAPED_MARKER.test(rest) ? 3 : 1;
    const source = text.slice(at, at + length);
    if (isCode) parts.push({ source, isCode });
    else literal += source;
    at += length;
  }
  endLiteral();
  return parts;
}

/** Behind the brace that closes the code which starts at `at`. */
function endOfCode(text: string, at: number): number {
  for (let next = at; next < text.length;) {
    const char = text[next];
    if (char === "}") return next + 1;
    if (char === "{") next = endOfCode(text, next + 1);
    else if (char === '"') next = endOfString(text, next + 1);
    else next += 1;
  }
  throw new Error(`an interpolation without its end: ${text}`);
}

function endOfString(text: string, at: number): number {
  for (let next = at; next < text.length;) {
    const rest = text.slice(next, next + 3);
    if (rest.startsWith('"')) return next + 1;
    if (rest.startsWith("\\")) next += 2;
    else if (ESCAPED_MARKER.test(rest)) next += 3;
    else if (MARKER.test(rest)) next = endOfCode(text, next + 2);
    else next += 1;
  }
  throw new Error(`a string without its end: ${text}`);
}

const NAMED: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const quoted = ({ source, isCode }: Part): string =>
  isCode ? source : source.replaceAll(/[\\"\p{Cc}]/gu, (char) => NAMED[char] ?? unicode(char));

const unicode = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
