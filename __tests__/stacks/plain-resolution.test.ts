import {
  DefaultTokenResolver,
  Fn,
  Lazy,
  StringConcat,
  TerraformStack,
  Testing,
  Token,
  Tokenization,
} from "cdktf";
import fc from "fast-check";
import { withPlainResolution } from "../../stacks/plain-resolution";

const stack = new TerraformStack(Testing.app(), "stack");
const resolver = new DefaultTokenResolver(new StringConcat());
const resolved = (value: unknown): unknown =>
  Tokenization.resolve(value, { scope: stack, resolver, preparing: false });

/** What CDKTF says of the value: its result or its refusal. */
function answer(value: unknown): unknown {
  try {
    return { result: resolved(value) };
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}

function circle(): unknown {
  const one: { again?: unknown } = {};
  one.again = one;
  return one;
}

const produce = () => ({ produced: [1, undefined, "x"] });
const TOKENS = {
  string: Token.asString(Fn.join("-", ["a", "b"])),
  "within a string": `arn:${Lazy.stringValue({ produce: () => "aws" })}:s3`,
  number: Token.asNumber(Lazy.anyValue({ produce: () => 7 })),
  list: Token.asList(Lazy.anyValue({ produce: () => ["a", "b"] })),
  "list of numbers": Token.asNumberList(Lazy.anyValue({ produce: () => [1, 2] })),
  map: Token.asStringMap(Lazy.anyValue({ produce: () => ({ a: "b" }) })),
  object: Lazy.anyValue({ produce }),
  "object of no class": { resolve: () => ({ late: true }) },
  function: Fn.jsonencode({ a: Token.asString(Fn.timestamp()) }),
  "number within a string": `${Token.asNumber(Lazy.anyValue({ produce: () => 7 }))} days`,
};

describe("a token is resolved as CDKTF does, wherever it stands:", () => {
  test.each(Object.entries(TOKENS))("%s", (_, token) => {
    const places = [
      token,
      { a: token, b: 1 },
      { a: { b: [{ c: token }] } },
      [token],
      ["x", token],
      ...(typeof token === "string" ? [{ [token]: 1, plain: 2 }] : []),
    ];

    for (const value of places) {
      expect(withPlainResolution(() => answer(value))).toEqual(answer(value));
    }
    expect(answer({ a: token })).not.toEqual({ result: { a: token } });
  });
});

test.each([
  ["a date", new Date(0)],
  ["a construct", stack],
  ["a function", () => 1],
  ["a list token among others", [...TOKENS.list, "b"]],
  ["a number list token among others", [...TOKENS["list of numbers"], 2]],
  ["a string that stands for a map", "String Map Token Value"],
  ["a number that stands for a map", -123456789],
  ["a circle", circle()],
  [
    "an instance of a class",
    new (class Odd {
      readonly a = 1;
    })(),
  ],
])("%s gets CDKTF's answer", (_, value) => {
  expect(withPlainResolution(() => answer({ value }))).toEqual(answer({ value }));
});

test("any plain value comes out as CDKTF leaves it", () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: fc.constantFrom("a", "$", "{", "}", "T", "1", "e", "+", "-", ".") }),
      fc.constantFrom(null, undefined, true, 0, -1, 1.5, "${TfToken", "#{TfToken[", "1e5", "a1e-9"),
      fc.integer(),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 4 }), tie("value"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  })).value;

  fc.assert(
    fc.property(value, (plain) => {
      expect(withPlainResolution(() => answer(plain))).toStrictEqual(answer(plain));
    }),
    { numRuns: 300 },
  );
});

test("CDKTF's own way is back afterwards, whatever was thrown", () => {
  const cdktf: { resolve: unknown } = Tokenization;
  const before = cdktf.resolve;

  expect(() =>
    withPlainResolution(() => {
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(cdktf.resolve).toBe(before);
});
