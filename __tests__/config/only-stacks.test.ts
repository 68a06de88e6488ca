import { matchingStacks, NoSuchStack } from "../../config/only-stacks";

const NAMES = [
  "audit",
  "audit-eu-west-1",
  "workload-payments",
  "workload-claims",
  "workload-audit",
  "workload-payments-eu-west-1",
];
const stacks = NAMES.map((name) => ({ name }));
const matching = (...patterns: readonly string[]): string[] =>
  matchingStacks(stacks, patterns).map(({ name }) => name);

test.each<[string, readonly string[], readonly string[]]>([
  ["nothing asked for is everything", [], NAMES],
  ["a name is that stack alone", ["audit"], ["audit"]],
  ["a star is any characters, none among them", ["audit*"], ["audit", "audit-eu-west-1"]],
  ["a question mark is one character", ["workload-claim?"], ["workload-claims"]],
  ["stars stand anywhere", ["*pay*-1"], ["workload-payments-eu-west-1"]],
  [
    "the beginning of workloads' names may be left out",
    ["claims", "payments*"],
    ["workload-payments", "workload-claims", "workload-payments-eu-west-1"],
  ],
  [
    "order is the stacks', and nothing comes twice",
    ["workload-audit", "audit", "*-audit"],
    ["audit", "workload-audit"],
  ],
])("%s", (_, patterns, names) => {
  expect(matching(...patterns)).toEqual(names);
});

test.each(["aud", "udit", "audi.", "(audit)", "audit|x", "", "[a]udit"])(
  "%j fits nothing: only * and ? stand for something else",
  (pattern) => {
    expect(() => matching(pattern)).toThrow(NoSuchStack);
  },
);

test("every pattern that fits nothing is named, with the names that come close, and no others", () => {
  expect(() => matching("audit", "paymants", "zzz")).toThrow(
    'no stack fits "paymants"; close to it: workload-payments; `warden stacks` lists all\n' +
      'no stack fits "zzz"; `warden stacks` lists all',
  );
});

test("a thousand stacks are chosen from by a thousand patterns, each in the order of the stacks", () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `workload-w${index}` }));
  const patterns = many.map(({ name }) => name).reverse();

  expect(matchingStacks(many, patterns)).toEqual(many);
});
