/** Where a text stops being JSON. `JSON.parse` says it of some faults only, and in no fixed words. */
export interface JsonFault {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

type Expected = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end";

/** A sign, a text's opening mark, or a number or word. */
const TOKEN =
  /[{}[\],:"]|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w))/y;
const BLANKS = /[ \t\n\r]*/y;
/** What a text can't hold as it is. */
const SPECIAL = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** What may come after a sign, and which sign may come where. */
const OPENED: ReadonlyMap<string, Expected> = new Map([
  ["{", "key or }"],
  ["[", "value or ]"],
]);
const CLOSED_BY: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
]);

/** The first fault of a text that `JSON.parse` refuses. */
export function findFault(text: string): JsonFault {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  return {
    line: before.split("\n").length,
    column: offset - before.lastIndexOf("\n"),
    problem: `not JSON: ${problemAt(text, offset)}`,
  };
}

function problemAt(text: string, offset: number): string {
  const found = text.codePointAt(offset);
  if (found === undefined) return "it ends too early";
  return `unexpected ${JSON.stringify(String.fromCodePoint(found))}`;
}

function faultOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at = endOf(BLANKS, text, at) ?? at;
    const end = endOf(TOKEN, text, at);
    const next: Expected | undefined =
      end === undefined ? undefined : step({ expected, open }, kindOf(text, at));
    if (end === undefined || next === undefined) return at;
    if (text.charAt(at) === '"') {
      const { fault, end: textEnd } = endOfText(text, end);
      if (fault) return textEnd;
      at = textEnd;
    } else {
      at = end;
    }
    expected = next;
  }
}

/** Not by one expression: it would take a stack as deep as the text is long. */
function endOfText(text: string, from: number): { readonly end: number; readonly fault: boolean } {
  for (let at = from; ;) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    if (!found) return { end: text.length, fault: true };
    if (found[0] === '"') return { end: SPECIAL.lastIndex, fault: false };
    const end = endOf(ESCAPE, text, found.index);
    if (end === undefined) return { end: found.index, fault: true };
    at = end;
  }
}

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

interface State {
  readonly expected: Expected;
  /** The brackets that are open; changed as tokens come. */
  readonly open: string[];
}

type Kind = "text" | "number or word" | "{" | "[" | "}" | "]" | "," | ":";

const SIGNS: readonly string[] = ["{", "[", "}", "]", ",", ":"];

function kindOf(text: string, at: number): Kind {
  const first = text.charAt(at);
  if (SIGNS.includes(first)) return first as Kind;
  return first === '"' ? "text" : "number or word";
}

/** What has to come after the token; undefined when the token may not be where it is. */
function step({ expected, open }: State, kind: Kind): Expected | undefined {
  const inside = open.at(-1);
  const takesValue = expected.startsWith("value");
  if (kind === "text" && expected.startsWith("key")) return "colon";
  if (kind === "text" || kind === "number or word") return takesValue ? "comma or end" : undefined;
  if (kind === ":") return expected === "colon" ? "value" : undefined;
  if (kind === ",") {
    if (expected !== "comma or end" || inside === undefined) return undefined;
    return inside === "{" ? "key" : "value";
  }
  const opened = OPENED.get(kind);
  if (opened) {
    if (takesValue) open.push(kind);
    return takesValue ? opened : undefined;
  }
  const mayClose = expected === "comma or end" || expected.endsWith(kind);
  if (!mayClose || CLOSED_BY.get(inside ?? "") !== kind) return undefined;
  open.pop();
  return "comma or end";
}
