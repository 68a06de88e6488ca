import { matchesPattern, UnknownPattern } from "../../decisions/event-pattern";

/** Pages of the EventBridge guide. */
const SYNTAX = "eb-create-pattern";
const OPERATORS = "eb-create-pattern-operators";
const ARRAYS = "eb-event-patterns-arrays";
const NULLS = "eb-event-patterns-null-values";

type Row = readonly [page: string, what: string, wanted: unknown, value: unknown];

/** Both wanted and value stand under `detail.field`. */
const MATCHING: readonly Row[] = [
  [SYNTAX, "a text that is the same", ["locked"], "locked"],
  [SYNTAX, "one of several texts", ["open", "locked"], "locked"],
  [SYNTAX, "a number", [41], 41],
  [SYNTAX, "a truth value", [false], false],
  [NULLS, "null", [null], null],
  [NULLS, "an empty text", [""], ""],
  [OPERATORS, "a prefix", [{ prefix: "vault-" }], "vault-7"],
  [OPERATORS, "a prefix that is the whole text", [{ prefix: "vault-" }], "vault-"],
  [OPERATORS, "a prefix in other case", [{ prefix: { "equals-ignore-case": "VAULT" } }], "Vault-7"],
  [OPERATORS, "a suffix", [{ suffix: ".parquet" }], "2026/day.parquet"],
  [OPERATORS, "a suffix in other case", [{ suffix: { "equals-ignore-case": ".PDF" } }], "a.pdf"],
  [OPERATORS, "a text in other case", [{ "equals-ignore-case": "Finance" }], "fINANCE"],
  [OPERATORS, "a wildcard in the middle", [{ wildcard: "in/*.csv" }], "in/2026/a.csv"],
  [OPERATORS, "a wildcard that stands for nothing", [{ wildcard: "in/*.csv" }], "in/.csv"],
  [OPERATORS, "two wildcards", [{ wildcard: "*/raw/*" }], "lake/raw/x"],
  [OPERATORS, "an escaped asterisk", [{ wildcard: "2\\*3" }], "2*3"],
  [OPERATORS, "an escaped backslash", [{ wildcard: "c:\\\\*" }], "c:\\temp"],
  [OPERATORS, "anything but a text", [{ "anything-but": "draft" }], "final"],
  [OPERATORS, "anything but a number", [{ "anything-but": 12 }], 13],
  [OPERATORS, "anything but a list of texts", [{ "anything-but": ["a", "b"] }], "c"],
  [OPERATORS, "anything but a list of numbers", [{ "anything-but": [1, 2] }], 3],
  [OPERATORS, "anything but a prefix", [{ "anything-but": { prefix: "eu-" } }], "us-east-1"],
  [OPERATORS, "anything but prefixes", [{ "anything-but": { prefix: ["eu-", "ap-"] } }], "us-1"],
  [OPERATORS, "anything but a suffix", [{ "anything-but": { suffix: ".tmp" } }], "a.csv"],
  [OPERATORS, "anything but suffixes", [{ "anything-but": { suffix: [".tmp", ".bak"] } }], "a"],
  [
    OPERATORS,
    "anything but texts in any case",
    [{ "anything-but": { "equals-ignore-case": ["idle", "off"] } }],
    "busy",
  ],
  [OPERATORS, "anything but a wildcard", [{ "anything-but": { wildcard: "*/tmp/*" } }], "a/b"],
  [OPERATORS, "anything but wildcards", [{ "anything-but": { wildcard: ["a*", "b*"] } }], "c"],
  [OPERATORS, "a number by value", [{ numeric: ["=", 3.5e1] }], 35],
  [OPERATORS, "a number at the lower bound", [{ numeric: [">=", 4] }], 4],
  [OPERATORS, "a number below a bound", [{ numeric: ["<", 10] }], 9.999],
  [OPERATORS, "a number at the upper end of a range", [{ numeric: [">", 0, "<=", 5] }], 5],
  [OPERATORS, "a negative number in a range", [{ numeric: [">=", -3, "<", 0] }], -3],
  [OPERATORS, "the greatest number compared", [{ numeric: ["<=", 5e9] }], 5e9],
  [OPERATORS, "an address in a block", [{ cidr: "192.0.2.0/25" }], "192.0.2.127"],
  [OPERATORS, "an IPv6 address in a block", [{ cidr: "2001:db8:7::/48" }], "2001:db8:7:1::9"],
  [OPERATORS, "a value that is there", [{ exists: true }], "x"],
  [NULLS, "null as a value that is there", [{ exists: true }], null],
  [OPERATORS, "a value that isn't there", [{ exists: false }], undefined],
  [OPERATORS, "an object, as no leaf", [{ exists: false }], { inner: 1 }],
  [OPERATORS, "a value or none", ["x", { exists: false }], undefined],
  [OPERATORS, "one operator of several", [{ prefix: "a" }, { suffix: "z" }], "quiz"],
  [ARRAYS, "one element of a list", ["b"], ["a", "b"]],
  [ARRAYS, "one element by an operator", [{ prefix: "arn:" }], ["x", "arn:aws:s3:::b"]],
  [ARRAYS, "an element of a list in a list", ["deep"], [["deep"], "flat"]],
];

const MISSING: readonly Row[] = [
  [SYNTAX, "another text", ["locked"], "open"],
  [SYNTAX, "a text in other case", ["Locked"], "locked"],
  [SYNTAX, "a number that is a text", ["41"], 41],
  [SYNTAX, "a truth value that is a text", ["true"], true],
  [NULLS, "null where a text is empty", [null], ""],
  [NULLS, "an empty text where it is null", [""], null],
  [NULLS, "null where there is nothing", [null], undefined],
  [OPERATORS, "a prefix in the middle", [{ prefix: "vault-" }], "a-vault-7"],
  [OPERATORS, "a prefix of a number", [{ prefix: "4" }], 41],
  [OPERATORS, "a suffix that is followed", [{ suffix: ".csv" }], "a.csv.gz"],
  [OPERATORS, "a text in other case but longer", [{ "equals-ignore-case": "ab" }], "ABC"],
  [OPERATORS, "a wildcard's text elsewhere", [{ wildcard: "in/*.csv" }], "out/in/a.csv"],
  [OPERATORS, "a wildcard's text that is followed", [{ wildcard: "in/*.csv" }], "in/a.csv.gz"],
  [OPERATORS, "an escaped asterisk as any text", [{ wildcard: "2\\*3" }], "2x3"],
  [OPERATORS, "a dot of a wildcard as any letter", [{ wildcard: "*.csv" }], "a-csv"],
  [OPERATORS, "the text excluded", [{ "anything-but": "draft" }], "draft"],
  [OPERATORS, "one of the numbers excluded", [{ "anything-but": [1, 2] }], 2],
  [OPERATORS, "no value, though none is excluded", [{ "anything-but": "draft" }], undefined],
  [OPERATORS, "a prefix excluded", [{ "anything-but": { prefix: ["eu-", "ap-"] } }], "ap-south-1"],
  [OPERATORS, "a suffix excluded", [{ "anything-but": { suffix: ".tmp" } }], "x.tmp"],
  [
    OPERATORS,
    "a text excluded in any case",
    [{ "anything-but": { "equals-ignore-case": "idle" } }],
    "IDLE",
  ],
  [OPERATORS, "a wildcard excluded", [{ "anything-but": { wildcard: "*/tmp/*" } }], "a/tmp/b"],
  [OPERATORS, "a number beyond its range", [{ numeric: [">", 0, "<=", 5] }], 5.000001],
  [OPERATORS, "a number at an open bound", [{ numeric: [">", 0] }], 0],
  [OPERATORS, "a text of digits", [{ numeric: ["=", 7] }], "7"],
  [OPERATORS, "a number too great to be compared", [{ numeric: [">", 0] }], 5e9 + 1],
  [OPERATORS, "an address beside the block", [{ cidr: "192.0.2.0/25" }], "192.0.2.128"],
  [OPERATORS, "an address of the other kind", [{ cidr: "0.0.0.0/0" }], "2001:db8::1"],
  [OPERATORS, "a text that is no address", [{ cidr: "0.0.0.0/0" }], "console.amazonaws.com"],
  [OPERATORS, "an object that is there", [{ exists: true }], { inner: 1 }],
  [OPERATORS, "a value that must not be there", [{ exists: false }], 0],
  [ARRAYS, "no element of a list", ["c"], ["a", "b"]],
  [ARRAYS, "a text within an element", ["a"], ["ab"]],
];

const patternOf = (wanted: unknown) => ({ detail: { field: wanted } });
const eventOf = (value: unknown) => ({ detail: value === undefined ? {} : { field: value } });

test.each(MATCHING)("%s: %s matches", (_page, _what, wanted, value) => {
  expect(matchesPattern(patternOf(wanted), eventOf(value))).toBe(true);
});

test.each(MISSING)("%s: %s doesn't match", (_page, _what, wanted, value) => {
  expect(matchesPattern(patternOf(wanted), eventOf(value))).toBe(false);
});

describe("fields of objects in a list", () => {
  const pattern = { crew: { name: ["Ida"], rank: [{ numeric: [">=", 3] }] } };

  test("match together within one element", () => {
    expect(matchesPattern(pattern, { crew: [{ name: "Ida", rank: 4 }] })).toBe(true);
  });

  test("don't match across elements", () => {
    const event = {
      crew: [
        { name: "Ida", rank: 1 },
        { name: "Ole", rank: 4 },
      ],
    };
    expect(matchesPattern(pattern, event)).toBe(false);
  });

  test("match through lists in lists", () => {
    expect(matchesPattern(pattern, { crew: [[{ name: "Ida", rank: 3 }], []] })).toBe(true);
  });

  test("must be absent from all elements to be absent for sure", () => {
    const absent = { crew: { rank: [{ exists: false }] } };
    expect(matchesPattern(absent, { crew: [{ name: "Ida" }, { name: "Ole" }] })).toBe(true);
    expect(matchesPattern(absent, { crew: [] })).toBe(true);
    expect(() => matchesPattern(absent, { crew: [{ name: "Ida" }, { rank: 1 }] })).toThrow(
      UnknownPattern,
    );
  });

  test("must be absent from lists within them too", () => {
    const absent = { crew: { kit: { lamp: [{ exists: false }] } } };
    const event = { crew: [{ kit: [{ rope: 1 }] }, { kit: [{ lamp: 1 }] }] };
    expect(() => matchesPattern(absent, event)).toThrow(UnknownPattern);
  });
});

describe("$or", () => {
  const pattern = {
    place: ["Bergen"],
    $or: [{ day: ["Monday"] }, { hour: [{ numeric: ["<", 6] }], day: [{ prefix: "S" }] }],
  };

  test.each([
    ["its first alternative", { place: "Bergen", day: "Monday", hour: 12 }, true],
    ["its second, both fields", { place: "Bergen", day: "Sunday", hour: 5 }, true],
    ["half of its second", { place: "Bergen", day: "Sunday", hour: 7 }, false],
    ["an alternative without what stands beside", { place: "Oslo", day: "Monday" }, false],
  ])("decides by %s", (_, event, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  test("stands at any depth, and in itself", () => {
    const nested = { detail: { $or: [{ a: [1] }, { $or: [{ b: [2] }, { c: [3] }] }] } };
    expect(matchesPattern(nested, { detail: { c: 3 } })).toBe(true);
    expect(matchesPattern(nested, { detail: { c: 4 } })).toBe(false);
  });
});
