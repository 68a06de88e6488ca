import fc from "fast-check";
import { findFault } from "../../cli/replay/json-fault";

test.each([
  ['{"a": 1,}', 1, 9, 'unexpected "}"'],
  ['{\n  "a": tru\n}', 2, 8, 'unexpected "t"'],
  ['{"a" 1}', 1, 6, 'unexpected "1"'],
  ["[1 2]", 1, 4, 'unexpected "2"'],
  ["[1,]", 1, 4, 'unexpected "]"'],
  ["[01]", 1, 2, 'unexpected "0"'],
  ["{1: 2}", 1, 2, 'unexpected "1"'],
  ["[1}", 1, 3, 'unexpected "}"'],
  ["{} {}", 1, 4, 'unexpected "{"'],
  ['["a\\x"]', 1, 4, String.raw`unexpected "\\"`],
  ['["a\n"]', 1, 4, String.raw`unexpected "\n"`],
  ['{"a": "b', 1, 9, "it ends too early"],
  ['{"a": [', 1, 8, "it ends too early"],
  ["", 1, 1, "it ends too early"],
  ["\u0001", 1, 1, String.raw`unexpected "\u0001"`],
])("%j stops being JSON at %i:%i", (text, line, column, problem) => {
  expect(findFault(text)).toEqual({ line, column, problem: `not JSON: ${problem}` });
});

test("the place is the parser's own wherever that names one", () => {
  const put = fc.constantFrom("", "}", "]", ",", ":", '"', "\\", "x", "0", "\n");
  const broken = fc
    .tuple(fc.json(), fc.nat(200), put)
    .map(([json, at, more]) =>
      [json.slice(0, at % json.length), json.slice((at % json.length) + 1)].join(more),
    );
  let compared = 0;
  fc.assert(
    fc.property(broken, (text) => {
      const position = positionByParser(text);
      if (position === undefined) return true;
      compared++;
      const { line, column } = findFault(text);
      const before = text.split("\n").slice(0, line - 1);
      const offset = before
        .map(({ length }) => length + 1)
        .reduce((sum, length) => sum + length, 0);
      // Of a number, a word or an escape the parser tells the character, we the beginning.
      return (
        /^\\?[\w.+-]*$/.test(text.slice(offset + column - 1, position)) &&
        offset + column - 1 <= position
      );
    }),
    { numRuns: 5_000 },
  );
  expect(compared).toBeGreaterThan(500);
});

/** V8 tells the place of some faults only. */
function positionByParser(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const told = /at position (\d+)/.exec(String(error))?.[1];
    return told === undefined ? undefined : Number(told);
  }
}

test("a text without end, of any length, is told", () => {
  const long = `{"a": "${"x".repeat(20_000_000)}`;

  expect(findFault(long)).toEqual({
    line: 1,
    column: long.length + 1,
    problem: "not JSON: it ends too early",
  });
});
