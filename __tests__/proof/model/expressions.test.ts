import fc from "fast-check";
import {
  evaluate,
  isMarked,
  marked,
  marksIn,
  quoteMarks,
  resolveValue,
  Unresolved,
} from "../../../proof/model/expressions";

const VALUES: Readonly<Record<string, unknown>> = {
  "aws_sqs_queue.Q.arn": "arn:aws:sqs:eu-west-1:222222222222:q",
  "local.names": ["b", "a", "b"],
  "local.count": 3,
  "local.settings": { shelf: { top: "yes" }, rows: [{ id: "r0" }, { id: "r1" }] },
  "data.aws_dynamodb_table_item.D.item": '{"userIds":{"SS":["AIDAB","AIDAA"]}}',
};

const lookup = (path: readonly string[]): unknown => {
  for (let length = path.length; length > 0; length -= 1) {
    const found = VALUES[path.slice(0, length).join(".")];
    if (found !== undefined) return path.slice(length).reduce(into, found);
  }
  throw new Unresolved(path.join("."), "nobody knows it");
};
const into = (value: unknown, name: string) => (value as Record<string, unknown>)[name];

function resolved(value: unknown) {
  const notes: Unresolved[] = [];
  return { value: resolveValue(value, lookup, (one) => notes.push(one)), notes };
}
const whyOf = (expression: string): string => {
  try {
    return `it is ${JSON.stringify(evaluate(expression, lookup))}`;
  } catch (error) {
    return error instanceof Unresolved ? error.why : `crash: ${String(error)}`;
  }
};

describe("a value of Terraform JSON", () => {
  test.each([
    ["an expression alone keeps its kind", "${local.names}", ["b", "a", "b"]],
    ["within a text it becomes text", "x-${local.count}-y", "x-3-y"],
    ["two of them are joined", "${local.count}${local.count}", "33"],
    ["an escaped expression is text", "$${aws:username}/%%{if}", "${aws:username}/%{if}"],
    ["an escape stands beside an expression", "$${a}${local.count}", "${a}3"],
    ["a dollar is a dollar", "5$ {x} %", "5$ {x} %"],
    ["braces in quotes are no ends", '${join("}{", local.names)}', "b}{a}{b"],
    ["quotes in quotes are paired", '${upper("a${lower("B")}c")}', "ABC"],
    ["a nested escape stays text", '${lower("$${A}")}', "${a}"],
    ["steps lead inside", "${local.settings.shelf.top}", "yes"],
    ["so do indexes", '${local.settings["rows"][1].id}', "r1"],
    [
      "calls are nested",
      "${jsonencode(sort(jsondecode(data.aws_dynamodb_table_item.D.item).userIds.SS))}",
      '["AIDAA","AIDAB"]',
    ],
    ["lists are built", '${concat(local.names, ["c", "d"])}', ["b", "a", "b", "c", "d"]],
    ["objects are built", '${jsonencode({"A" = [1, true], b : null})}', '{"A":[1,true],"b":null}'],
    ["sets have each value once", "${distinct(local.names)}", ["b", "a"]],
    ["sets compare by value", "${toset([{a = 1}, {a = 1}])}", [{ a: 1 }]],
    ["objects are resolved inside", { a: ["${local.count}"] }, { a: [3] }],
  ])("%s", (_, given, expected) => {
    expect(resolved(given)).toEqual({ value: expected, notes: [] });
  });

  test("without expressions is itself", () => {
    const plain = fc.jsonValue().filter((value) => !/\$\{|%\{/.test(JSON.stringify(value)));

    fc.assert(
      fc.property(plain, (value) => {
        expect(resolved(value)).toEqual({ value, notes: [] });
      }),
    );
  });

  test("comes back whole from jsonencode and jsondecode", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(JSON.stringify(value))
          .replaceAll("${", () => "$${")
          .replaceAll("%{", "%%{");

        expect(evaluate(`jsonencode(jsondecode(${text}))`, lookup)).toBe(JSON.stringify(value));
      }),
    );
  });

  test("never ends in anything but a value or Unresolved", () => {
    const pieces = fc.constantFrom(
      '"',
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      ".",
      ",",
      "sort",
      "a",
      "${",
      "=",
      "1",
      "\\",
      " ",
    );

    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (tokens) => {
        expect(whyOf(tokens.join(""))).not.toMatch(/^crash/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an expression that can't be resolved", () => {
  test.each([
    ["local.count > 2 ? 1 : 2", "it goes on after a whole value"],
    ["local.count + 1", "it goes on after a whole value"],
    ["!local.count", "! isn't understood here"],
    ["(local.count)", "( isn't understood here"],
    ["[for n in local.names : n]", "nobody knows it"],
    ["local.names[*]", "* isn't understood here"],
    ["local.names.", "it ends too early"],
    ["local.names[0", "it ends too early"],
    ["sort(local.names", ") or a comma is expected"],
    ['"open', "a quote isn't closed"],
    ['"\\q"', '"\\q" isn\'t understood here'],
    ["{a}", "a has no value"],
    ["", "it ends too early"],
    ["cidrsubnet(local.count)", "the function cidrsubnet isn't known here"],
    ["constructor(local.count)", "the function constructor isn't known here"],
    ["sort(local.count)", "a list is expected here"],
    ["sort([1, 2])", "a text is expected here"],
    ["sort(local.names, local.names)", "one argument is expected here"],
    ["join(local.names)", "a text is expected here"],
    ['jsondecode("{")', "JSON is expected here"],
    ["jsondecode(local.names)", "a text is expected here"],
    ["lower(local.names)", "a text is expected here"],
    ["concat(local.count)", "a list is expected here"],
    ['jsondecode("{}").a', "there is no such attribute"],
    ['jsondecode("[]").length', "there is no such attribute"],
    ['lower("A").length', "there is no such attribute"],
    ['jsondecode("{}").constructor', "there is no such attribute"],
    ["each.key", "nobody knows it"],
  ])("%s: %s", (expression, why) => {
    expect(whyOf(expression)).toBe(why);
  });

  test("is marked and noted, and what stands around it is kept", () => {
    const { value, notes } = resolved('arn:${var.x["a"]}:${local.count}');

    expect(isMarked(String(value))).toBe(true);
    expect(marksIn(String(value))).toEqual(['var.x["a"]']);
    expect(String(value)).toMatch(/^arn:.*:3$/);
    expect(notes.map(({ expression, why }) => ({ expression, why }))).toEqual([
      { expression: 'var.x["a"]', why: "nobody knows it" },
    ]);
  });

  test.each(["%{if x}", "a %{ for n in x }"])("may be a directive: %s", (template) => {
    expect(resolved(template).notes).toHaveLength(1);
  });

  test("may be a list within a text", () => {
    const { value, notes } = resolved("x${local.names}");

    expect(isMarked(String(value))).toBe(true);
    expect(notes[0]?.why).toBe("it can't stand within a text");
  });
});

describe("a mark", () => {
  test("can stand in JSON as a whole value or within a text, whatever it marks", () => {
    const mark = marked('lookup(x, "a\\b")\n');
    const json = quoteMarks(`{"whole":${mark},"list":[${mark}],"within":"arn:${mark}"}`);
    const parsed = JSON.parse(json) as Record<string, unknown>;

    expect(parsed).toEqual({ whole: mark, list: [mark], within: `arn:${mark}` });
    expect(marksIn(json)).toEqual(['lookup(x, "a\\b") ']);
  });
});
