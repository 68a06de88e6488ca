import { matchesPattern, UnknownPattern } from "../../decisions/event-pattern";

const event = {
  source: "aws.s3",
  detail: { name: "PutObject", bucket: { name: "prod" }, severity: 5, tags: ["a", "b"] },
};

test.each([
  ["a value in its list", { source: ["aws.ec2", "aws.s3"] }],
  ["values at any depth", { detail: { bucket: { name: ["prod"] } } }],
  ["one element of a list in the event", { detail: { tags: ["b"] } }],
  ["a prefix", { source: [{ prefix: "aws." }] }],
  ["a suffix", { detail: { name: [{ suffix: "Object" }] } }],
  ["anything but other values", { source: [{ "anything-but": ["aws.ec2"] }] }],
  ["anything but a prefix", { source: [{ "anything-but": { prefix: "aws.e" } }] }],
  ["a number at its bound", { detail: { severity: [{ numeric: [">=", 5, "<", 6] }] } }],
  ["a field that exists", { detail: { name: [{ exists: true }] } }],
  ["one of two alternatives", { detail: { $or: [{ name: ["x"] }, { tags: ["a"] }] } }],
  ["a field that doesn't", { detail: { errorCode: [{ exists: false }] } }],
])("a pattern matches %s", (_, pattern) => {
  expect(matchesPattern(pattern, event)).toBe(true);
});

test.each([
  ["another value", { source: ["aws.ec2"] }],
  ["one field of two", { source: ["aws.s3"], detail: { name: ["GetObject"] } }],
  ["a field that isn't there", { detail: { errorCode: ["AccessDenied"] } }],
  ["a value it excludes", { source: [{ "anything-but": "aws.s3" }] }],
  [
    "anything but a value where there is none",
    { detail: { errorCode: [{ "anything-but": "x" }] } },
  ],
  [
    "anything but a prefix where there is no value",
    { detail: { errorCode: [{ "anything-but": { prefix: "x" } }] } },
  ],
  ["a number beyond its bound", { detail: { severity: [{ numeric: [">", 5] }] } }],
  ["neither of two alternatives", { detail: { $or: [{ name: ["x"] }, { tags: ["c"] }] } }],
  ["a branch that isn't there", { detail: { object: { key: ["x"] } } }],
])("a pattern doesn't match %s", (_, pattern) => {
  expect(matchesPattern(pattern, event)).toBe(false);
});

const patternOf = (wanted: unknown) => ({ detail: { field: wanted } });

test.each([
  ["an operator nobody documents", [{ "matches-regex": "a.*" }]],
  ["a value beside an unknown operator", ["a", { regex: "a" }]],
  ["two operators in one object", [{ prefix: "a", suffix: "b" }]],
  ["an object without an operator", [{}]],
  ["a list in a list", [["a"]]],
  ["an empty list", []],
  ["a prefix that is a number", [{ prefix: 4 }]],
  ["a prefix by another operator", [{ prefix: { wildcard: "a*" } }]],
  ["texts and numbers to exclude", [{ "anything-but": ["a", 1] }]],
  ["nothing to exclude", [{ "anything-but": [] }]],
  ["no prefix to exclude", [{ "anything-but": { prefix: [] } }]],
  ["null to exclude", [{ "anything-but": null }]],
  ["anything but a number range", [{ "anything-but": { numeric: ["=", 1] } }]],
  ["two wildcards in a row", [{ wildcard: "a**b" }]],
  ["an escape of a letter", [{ wildcard: "a\\b" }]],
  ["an escape of nothing", [{ wildcard: "a\\" }]],
  ["another comparison", [{ numeric: ["!=", 1] }]],
  ["a comparison without a number", [{ numeric: ["<"] }]],
  ["an upper bound before a lower one", [{ numeric: ["<", 5, ">", 1] }]],
  ["an upper bound of one number", [{ numeric: ["=", 1, "<", 5] }]],
  ["a range the wrong way round", [{ numeric: [">", 5, "<", 1] }]],
  ["a bound too great to be compared", [{ numeric: ["<", 6e9] }]],
  ["an address without a block", [{ cidr: "192.0.2.1" }]],
  ["a block that is too small", [{ cidr: "192.0.2.0/33" }]],
  ["a presence that is a text", [{ exists: "true" }]],
])("%s is refused for every event", (_, wanted) => {
  expect(() => matchesPattern(patternOf(wanted), { detail: {} })).toThrow(UnknownPattern);
});

test.each([
  ["an empty pattern", {}],
  ["an empty branch", { source: ["a"], detail: {} }],
  ["one alternative", { $or: [{ a: [1] }] }],
  ["a value outside a list", { source: "a" }],
  ["a field with a dollar sign", { $type: ["a"] }],
  ["another word with a dollar sign", { $and: [{ a: [1] }, { b: [2] }] }],
  ["a fault in a branch that doesn't decide", { source: ["a"], detail: { x: [{ regex: "" }] } }],
])("%s is refused", (_, pattern) => {
  expect(() => matchesPattern(pattern, { source: "b" })).toThrow(UnknownPattern);
});

test("what a guide says of texts alone isn't guessed for numbers", () => {
  const pattern = patternOf([{ "anything-but": { prefix: "a" } }]);
  expect(() => matchesPattern(pattern, { detail: { field: 7 } })).toThrow(UnknownPattern);
});
