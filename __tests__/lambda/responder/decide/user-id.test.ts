import fc from "fast-check";
import {
  canMatchPrefix,
  covers,
  literalUserId,
  matchesUserId,
} from "../../../../lambda/responder/decide/user-id";

/** Small alphabets make matches, near misses and wildcards in the text all likely. */
const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });
const text = fc.string({
  unit: fc.constantFrom("a", "b", ":", "*", "?", "$", "{", "}"),
  maxLength: 8,
});

/** StringLike as it reads: slow, and plainly right. */
function naive(like: string, given: string): boolean {
  if (like === "") return given === "";
  const rest = like.slice(1);
  if (like.startsWith("*"))
    return naive(rest, given) || (given !== "" && naive(like, given.slice(1)));
  const isSame = like.startsWith("?") || given.startsWith(like.slice(0, 1));
  return given !== "" && isSame && naive(rest, given.slice(1));
}

test("patterns match what a naive reading of StringLike matches", () => {
  fc.assert(
    fc.property(pattern, text, (like, given) => {
      expect(matchesUserId(like, given)).toBe(naive(like, given));
    }),
    { numRuns: 2_000 },
  );
});

test("upper and lower case differ", () => {
  expect(matchesUserId("AIDAX", "aidax")).toBe(false);
});

test("an escaped wildcard stands for itself", () => {
  expect(matchesUserId("a${*}", "a*")).toBe(true);
  expect(matchesUserId("a${*}", "ab")).toBe(false);
  expect(matchesUserId("a${?}", "ab")).toBe(false);
});

test("the literal form of an id matches that id and no other", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(matchesUserId(literalUserId(one), other)).toBe(one === other);
    }),
    {
      examples: [
        ["a*", "ab"],
        ["a?", "ab"],
        ["${*}", "*"],
        ["$${?}", "$?"],
      ],
      numRuns: 2_000,
    },
  );
});

test("a pattern full of stars is matched in no time", () => {
  expect(matchesUserId("*a".repeat(200), "a".repeat(1_000) + "b")).toBe(false);
});

test.each([
  ["AROAX:*", true],
  ["AROAX:nightly", true],
  ["AROA*:eva", true],
  ["*", true],
  ["AROAX", false],
  ["AROAY:*", false],
])("whether %s can match a session of AROAX: %s", (like, expected) => {
  expect(canMatchPrefix(like, "AROAX:")).toBe(expected);
});

test.each([
  ["AROAX:*", "AROAX:laptop", true],
  ["AROAX:*", "AROAX:*", true],
  ["AIDAX", "AIDAX", true],
  ["AROAX:laptop", "AROAX:*", false],
  ["AROAX:?", "AROAX:*", false],
  ["AROAX:", "AROAX:*", false],
  ["AROAX:${*}", "AROAX:*", false],
  ["AROAX:*", "AROAX:a${*}", true],
  ["AIDAX", "AIDAY", false],
])("that %s covers %s: %s", (wider, narrower, expected) => {
  expect(covers(wider, narrower)).toBe(expected);
});
