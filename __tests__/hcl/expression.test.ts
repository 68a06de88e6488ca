import { expressionOf, referenceOf } from "../../hcl/expression";

test.each([
  ["a bare text", '"a bare text"'],
  ["${aws_s3_bucket.B.id}", "aws_s3_bucket.B.id"],
  ["${aws_s3_bucket.B.arn}/*", '"${aws_s3_bucket.B.arn}/*"'],
  ["${a.b}-${c.d}", '"${a.b}-${c.d}"'],
  ['${contains(self.x, "}")} and ${lookup({ a = "{" }, "a")}', undefined],
  ['${contains(self.x, "a\\"}")}', 'contains(self.x, "a\\"}")'],
  ['${join("-", ["${a.b}}", "c"])}', 'join("-", ["${a.b}}", "c"])'],
  ['${f("$${}", "%%{")}', 'f("$${}", "%%{")'],
  ["%{ if a.b }yes%{ endif }", '"%{ if a.b }yes%{ endif }"'],
  ["%{ a.b }", '"%{ a.b }"'],
  ['$${"x"}', '"$${\\"x\\"}"'],
  ["${f(\na.b)}", "(f(\na.b))"],
  ["$${account} stays", '"$${account} stays"'],
  ["%%{account} costs $5", '"%%{account} costs $5"'],
  ['{"Resource":"${a.b}"}\n\t\\', '"{\\"Resource\\":\\"${a.b}\\"}\\n\\t\\\\"'],
  ["\b\u0001\u007f", '"\\u0008\\u0001\\u007f"'],
])("a string is a template in both syntaxes: %j", (json, native) => {
  expect(expressionOf(json)).toBe(native ?? `"${json}"`);
});

test.each([
  [12, "12"],
  [false, "false"],
  [null, "null"],
  [[], "[]"],
  [["a", "${b.c}"], '["a", b.c]'],
  [{}, "{}"],
  [
    { Owner: "x", "aws:by": 1, "${a.b}": true, for: 2, "1st": "y" },
    '{\nOwner = "x"\n"aws:by" = 1\n"${a.b}" = true\n"for" = 2\n"1st" = "y"\n}',
  ],
])("%j keeps its type", (json, native) => {
  expect(expressionOf(json)).toBe(native);
});

test("a reference stands bare, whether CDKTF wrote it as code or as an address", () => {
  expect(referenceOf(["a.b", "${c.d}"])).toBe("[a.b, c.d]");
  expect(referenceOf("aws.home")).toBe("aws.home");
});

test.each(["${a.b", '${f("a}'])("what doesn't end is a fault: %s", (json) => {
  expect(() => expressionOf(json)).toThrow("without its end");
});
