import { contextFor, isAsTight } from "../../../proof/needs/conditions";

const RULES = "arn:aws:events:us-east-1:111111111111:rule/warden-*";
const needed = {
  StringEquals: { "aws:SourceAccount": ["111111111111", "222222222222"] },
  ArnLike: { "aws:SourceArn": [RULES] },
};
const granted = {
  StringEquals: { "AWS:SourceAccount": "111111111111" },
  ArnLike: { "aws:SourceArn": RULES },
};

test("fewer values, a tighter operator and a further condition are as tight", () => {
  expect(isAsTight(granted, needed)).toBe(true);
  expect(isAsTight({ ...granted, Bool: { "aws:SecureTransport": "true" } }, needed)).toBe(true);
  expect(
    isAsTight({ ...granted, ArnLike: {}, ArnEquals: { "aws:SourceArn": [RULES] } }, needed),
  ).toBe(true);
});

test("whoever needs no condition may have any", () => {
  expect(isAsTight(undefined)).toBe(true);
  expect(isAsTight(granted)).toBe(true);
});

test.each<[string, unknown]>([
  ["no condition", undefined],
  ["a missing key", { ArnLike: granted.ArnLike }],
  [
    "a further account",
    { ...granted, StringEquals: { "aws:SourceAccount": ["111111111111", "3"] } },
  ],
  ["a wider pattern", { ...granted, ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } }],
  ["a looser operator", { ...granted, StringEquals: {}, StringLike: granted.StringEquals }],
  [
    "an operator that passes where the key is missing",
    { ...granted, StringEquals: {}, StringEqualsIfExists: granted.StringEquals },
  ],
  [
    "an operator of sets",
    { ...granted, StringEquals: {}, "ForAllValues:StringEquals": granted.StringEquals },
  ],
])("%s is looser", (_, condition) => {
  expect(isAsTight(condition, needed)).toBe(false);
});

test("a request that meets a condition says its first value", () => {
  expect(contextFor(needed, "222222222222")).toEqual({
    "aws:SourceAccount": "111111111111",
    "aws:SourceArn": RULES.replace("*", "x"),
  });
});
