import { FUNCTIONS } from "./functions";
import { marked } from "./marks";
import { partsOf, tokensOf } from "./template";
import { Unresolved } from "./unresolved";

export { isMarked, marked, marksIn, quoteMarks, withoutMarks } from "./marks";
export { Unresolved } from "./unresolved";

/** Looks up the root of a traversal, such as `aws_sqs_queue.X` with what is asked of it. */
export type Lookup = (path: readonly string[]) => unknown;

type Note = (unresolved: Unresolved) => void;
/** What an expression comes to, finished for where it stands: alone, or within a text. */
type Evaluate = (expression: string, finish: (value: unknown) => unknown) => unknown;

/** A value with every expression in it resolved, or marked and noted where that can't be done. */
export function resolveValue(value: unknown, lookup: Lookup, note: Note): unknown {
  if (typeof value === "string") return resolveText(value, evaluateOr(lookup, note));
  if (Array.isArray(value)) return value.map((one) => resolveValue(one, lookup, note));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolveValue(one, lookup, note)]),
  );
}

/** Text around expressions makes a text of them; an expression alone keeps its value. */
function resolveText(template: string, run: Evaluate, literal = (text: string) => text): unknown {
  const parts = partsOf(template);
  const [only] = parts;
  if (only && parts.length === 1)
    return "text" in only ? literal(only.text) : run(only.expression, (value) => value);
  return parts
    .map((part) => ("text" in part ? literal(part.text) : run(part.expression, asText)))
    .join("");
}

const evaluateOr =
  (lookup: Lookup, note: Note): Evaluate =>
  (expression, finish) => {
    try {
      return finish(evaluate(expression, lookup));
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      note(new Unresolved(expression, error.why));
      return marked(expression);
    }
  };

/** @throws Unresolved: Terraform has no text for a list or an object */
function asText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Unresolved(JSON.stringify(value), "it can't stand within a text");
}

/** @throws Unresolved where Terraform alone knows the value */
export function evaluate(expression: string, lookup: Lookup): unknown {
  return new Reader(expression, lookup).whole();
}

const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** Reads one expression from left to right: texts, numbers, lists, objects, calls, references. */
class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(
    private readonly expression: string,
    private readonly lookup: Lookup,
  ) {
    this.tokens = tokensOf(expression);
  }

  whole(): unknown {
    const value = this.value();
    return this.at < this.tokens.length ? this.fail("it goes on after a whole value") : value;
  }

  private fail(why: string): never {
    throw new Unresolved(this.expression, why);
  }

  private get next(): string {
    return this.tokens[this.at] ?? "";
  }

  private take(): string {
    const token = this.tokens[this.at] ?? this.fail("it ends too early");
    this.at += 1;
    return token;
  }

  private value(): unknown {
    const token = this.take();
    if (token.startsWith('"')) return this.quoted(token);
    if (/^\d/.test(token)) return Number(token);
    if (token === "[") return this.listed("]", () => this.value());
    if (token === "{") return Object.fromEntries(this.listed("}", () => this.entry()));
    if (!/^[A-Za-z_]/.test(token)) return this.fail(`${token} isn't understood here`);
    if (this.next === "(") return this.call(token);
    if (Object.hasOwn(LITERALS, token)) return LITERALS[token];
    return this.lookup([token, ...this.steps()]);
  }

  private quoted(token: string): unknown {
    if (token.length < 2 || !token.endsWith('"')) return this.fail("a quote isn't closed");
    return asText(
      resolveText(
        token.slice(1, -1),
        (inside, finish) => finish(evaluate(inside, this.lookup)),
        (text) => this.unescaped(text),
      ),
    );
  }

  /** HCL escapes texts as JSON does, and has further ways that are refused here. */
  private unescaped(text: string): string {
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      return this.fail(`"${text}" isn't understood here`);
    }
  }

  private listed<T>(end: string, read: () => T): T[] {
    const found: T[] = [];
    while (this.next !== end) {
      found.push(read());
      if (this.next === ",") this.at += 1;
      else if (this.next !== end) this.fail(`${end} or a comma is expected`);
    }
    this.at += 1;
    return found;
  }

  private entry(): [string, unknown] {
    const name = this.take();
    const key = name.startsWith('"') ? String(this.quoted(name)) : name;
    if (!["=", ":"].includes(this.take())) this.fail(`${key} has no value`);
    return [key, this.value()];
  }

  private call(name: string): unknown {
    this.at += 1;
    const given = this.listed(")", () => this.value());
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    const run = known ?? this.fail(`the function ${name} isn't known here`);
    return this.steps().reduce(step, run(given));
  }

  private steps(): string[] {
    const found: string[] = [];
    for (;;) {
      if (this.next === ".") {
        this.at += 1;
        found.push(this.take());
      } else if (this.next === "[") {
        this.at += 1;
        found.push(String(this.value()));
        if (this.take() !== "]") this.fail("] is expected");
      } else return found;
    }
  }
}

/**
 * One step into a value: an attribute of an object, an element of a list.
 * @throws Unresolved where there is no such thing
 */
export function step(value: unknown, name: string): unknown {
  const isInside = Array.isArray(value)
    ? /^\d+$/.test(name) && Number(name) < value.length
    : typeof value === "object" && value !== null && Object.hasOwn(value, name);
  if (!isInside) throw new Unresolved(name, "there is no such attribute");
  return (value as Readonly<Record<string, unknown>>)[name];
}
