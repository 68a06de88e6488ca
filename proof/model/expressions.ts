/** An expression whose value can't be known before Terraform runs: named, and never guessed. */
export class Unresolved extends Error {
  override readonly name = "Unresolved";

  constructor(
    readonly expression: string,
    readonly why: string,
  ) {
    super(`${expression}: ${why}`);
  }
}

/** Looks up the root of a traversal, such as `aws_sqs_queue.X` with what is asked of it. */
export type Lookup = (path: readonly string[]) => unknown;

/** Stands in a text for what could not be resolved; no value of AWS holds these characters. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const MARK = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");

export const marked = (expression: string): string => `${OPEN}${expression}${CLOSE}`;
export const isMarked = (text: string): boolean => text.includes(OPEN);
export const marksIn = (text: string): string[] => [
  ...new Set([...text.matchAll(MARK)].map(([, expression = ""]) => expression)),
];
export const withoutMarks = (text: string, replacement: string): string =>
  text.replaceAll(MARK, replacement);

/** Quotes marks that stand for a whole JSON value, so that the text around them can be read. */
export const quoteMarks = (json: string): string =>
  json.replaceAll(new RegExp(`([:[,]\\s*)(${OPEN}[^${CLOSE}]*${CLOSE})`, "g"), '$1"$2"');

type Note = (unresolved: Unresolved) => void;

/** A value with every expression in it resolved, or marked and noted where that can't be done. */
export function resolveValue(value: unknown, lookup: Lookup, note: Note): unknown {
  if (typeof value === "string") return resolveText(value, lookup, note);
  if (Array.isArray(value)) return value.map((one) => resolveValue(one, lookup, note));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolveValue(one, lookup, note)]),
  );
}

function resolveText(text: string, lookup: Lookup, note: Note): unknown {
  if (!text.includes("${") && !text.includes("%{")) return text;
  const parts = partsOf(text).map((part) =>
    "text" in part ? part.text : evaluateOr(part.expression, lookup, note),
  );
  const [only, ...others] = parts;
  return others.length === 0 ? only : parts.map(asText).join("");
}

function evaluateOr(expression: string, lookup: Lookup, note: Note): unknown {
  try {
    return evaluate(expression, lookup);
  } catch (error) {
    if (!(error instanceof Unresolved)) throw error;
    note(error);
    return marked(expression);
  }
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

type Part = { readonly text: string } | { readonly expression: string };

/** `a${b}c` in its parts; `$${` and `%%{` are the text `${` and `%{`. */
function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let text = "";
  for (let at = 0; at < template.length;) {
    const opened = template.slice(at, at + 2);
    if (template.startsWith("$${", at) || template.startsWith("%%{", at)) {
      text += template.slice(at + 1, at + 3);
      at += 3;
    } else if (opened === "${" || opened === "%{") {
      const end = endOfExpression(template, at + 2);
      if (text !== "") parts.push({ text });
      text = "";
      const inside = template.slice(at + 2, end).trim();
      parts.push({ expression: opened === "%{" ? `%{${inside}}` : inside });
      at = end + 1;
    } else {
      text += template[at];
      at += 1;
    }
  }
  return text === "" && parts.length > 0 ? parts : [...parts, { text }];
}

/** Where the brace closes that opened before `from`; braces and quotes inside are paired. */
function endOfExpression(template: string, from: number): number {
  let depth = 1;
  let isQuoted = false;
  for (let at = from; at < template.length; at += 1) {
    const character = template[at];
    if (character === "\\") at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === "{") depth += 1;
    else if (!isQuoted && character === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return template.length;
}

/** Functions of Terraform's that stacks use on values known here. */
const FUNCTIONS: Readonly<Record<string, (...given: never[]) => unknown>> = {
  jsonencode: (value: unknown) => JSON.stringify(value),
  jsondecode: (text: string) => JSON.parse(text) as unknown,
  sort: (texts: readonly string[]) => [...texts].sort(),
  distinct: (values: readonly unknown[]) => [...new Set(values)],
  toset: (values: readonly unknown[]) => [...new Set(values)],
  tolist: (values: readonly unknown[]) => values,
  concat: (...lists: readonly unknown[][]) => lists.flat(),
  join: (separator: string, texts: readonly string[]) => texts.join(separator),
  lower: (text: string) => text.toLowerCase(),
  upper: (text: string) => text.toUpperCase(),
};

/** @throws Unresolved where Terraform alone knows the value */
export function evaluate(expression: string, lookup: Lookup): unknown {
  const tokens = expression.match(/"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*|\d+|[().,[\]]|\S/g) ?? [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Unresolved(expression, why);
  };
  const expect = (token: string) =>
    tokens[at] === token
      ? (at += 1)
      : fail(`${token} expected after ${tokens.slice(0, at).join("")}`);

  const value = (): unknown => {
    const token = tokens[at] ?? fail("it ends too early");
    at += 1;
    if (token.startsWith('"')) return JSON.parse(token) as unknown;
    if (/^\d/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) return fail(`${token} isn't understood here`);
    return tokens[at] === "(" ? call(token) : traverse(token);
  };
  const call = (name: string): unknown => {
    expect("(");
    const given: unknown[] = [];
    while (tokens[at] !== ")") {
      given.push(value());
      if (tokens[at] === ",") at += 1;
      else if (tokens[at] !== ")") fail("a parenthesis isn't closed");
    }
    expect(")");
    const run = FUNCTIONS[name] ?? fail(`the function ${name} isn't known here`);
    return steps().reduce(step, run(...(given as never[])));
  };
  const traverse = (root: string): unknown => lookup([root, ...steps()]);
  const steps = (): string[] => {
    const found: string[] = [];
    for (;;) {
      if (tokens[at] === ".") {
        found.push(tokens[at + 1] ?? fail("it ends with a dot"));
        at += 2;
      } else if (tokens[at] === "[") {
        at += 1;
        found.push(String(value()));
        expect("]");
      } else return found;
    }
  };
  const result = value();
  return at < tokens.length ? fail("it goes on after a whole value") : result;
}

/** One step into a value: an attribute of an object, an element of a list. */
export function step(value: unknown, name: string): unknown {
  const inside = (value as Arguments | undefined | null)?.[name];
  if (inside === undefined) throw new Unresolved(name, "there is no such attribute");
  return inside;
}

type Arguments = Readonly<Record<string, unknown>>;
