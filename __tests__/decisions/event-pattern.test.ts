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

test.each([
  ["an operator", { source: [{ cidr: "10.0.0.0/8" }] }],
  ["an alternative", { $or: [{ source: ["aws.s3"] }] }],
  ["a value outside a list", { source: "aws.s3" }],
  ["a comparison", { detail: { severity: [{ numeric: ["!=", 5] }] } }],
])("%s that this reader doesn't know is refused, not guessed", (_, pattern) => {
  expect(() => matchesPattern(pattern, event)).toThrow(UnknownPattern);
});
