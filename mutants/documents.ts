/**
 * JSON that stands in a text: policies, event patterns, templates. Terraform fills in expressions
 * such as `${jsonencode(…)}` without quotes, EventBridge placeholders such as `<time>`: they are
 * read as texts that remember to have had none.
 */
const OPEN = "\uE010";
const CLOSE = "\uE011";
const MARKED = new RegExp(`"${OPEN}((?:[^"\\\\]|\\\\.)*)${CLOSE}"`, "g");

const PLACEHOLDER = /^<[\w.-]+>/;

/** The value that a text holds as JSON object or list; undefined where it holds none. */
export function decode(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(quoted(text)) as object;
  } catch {
    return undefined;
  }
}

/** The text again; white space between values is lost. */
export const encode = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    MARKED,
    (_, inside: string) => JSON.parse(`"${inside}"`) as string,
  );

/** Whether a value of a decoded document is an expression or a placeholder on its own. */
export const isBare = (value: unknown): boolean =>
  typeof value === "string" && value.startsWith(OPEN);

/** Changes the name of a placeholder, or what an expression comes to. */
export const renamed = (bare: string): string =>
  bare.endsWith(`>${CLOSE}`)
    ? bare.replace(`>${CLOSE}`, `-x>${CLOSE}`)
    : bare.replace(CLOSE, `-x${CLOSE}`);

function quoted(text: string): string {
  let result = "";
  for (let at = 0; at < text.length;) {
    const end = endOfToken(text, at);
    const token = text.slice(at, end);
    const isExpression = token.startsWith("${") || PLACEHOLDER.test(token);
    result += isExpression ? JSON.stringify(`${OPEN}${token}${CLOSE}`) : token;
    at = end;
  }
  return result;
}

/** A quoted text, an expression, a placeholder, or one character. */
function endOfToken(text: string, at: number): number {
  if (text[at] === '"') return endOfText(text, at);
  if (text.startsWith("${", at)) return endOfExpression(text, at + 2);
  const placeholder = text[at] === "<" && PLACEHOLDER.exec(text.slice(at, at + 80));
  return placeholder ? at + placeholder[0].length : at + 1;
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function endOfExpression(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    if (text[at] === '"') at = endOfText(text, at);
    else {
      if (text[at] === "{") depth += 1;
      if (text[at] === "}") depth -= 1;
      at += 1;
    }
  }
  return at;
}
