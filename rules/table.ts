import { RULES } from ".";
import { type Exception, isKept, type Rule } from "./rule";
import { FSBP } from "./standards";

const INTRODUCTION = `# Rules of FSBP and CIS

Every rule of AWS Foundational Security Best Practices (FSBP) and of the CIS AWS Foundations
Benchmark 3.0 and 5.0 that bears on the kinds of resources that are deployed here, and how it is
answered. Further down in each table: what scanners ask beyond. Written from \`rules/\` by
\`npm run rules\`; \`__tests__/docs/rules.test.ts\` judges every synthesized stack by the same rules, so
that a row that isn't true any more fails, and so does a rule without a row.

Security Hub's own findings of the exceptions can be suppressed with the reasons given here; each
stands in the code too, beside the resource.

| Answer         | Means                                                              |
| -------------- | ------------------------------------------------------------------ |
| kept           | every resource that the rule is about keeps it                     |
| kept, but      | the others do; the exception is named, with its reason             |
| exception      | not kept, for the reason given                                     |
| not applicable | nothing that the rule is about is deployed                         |
`;

const FIELDS = ["Rule", "FSBP", "CIS 3.0", "CIS 5.0", "Asks for", "Answer", "How, or why not"];

/** docs/rules.md */
export const rulesTable = (): string =>
  [
    INTRODUCTION,
    ...Object.entries(RULES).map(([title, rules]) =>
      [
        `## ${title}\n`,
        row(FIELDS),
        row(FIELDS.map(() => "---")),
        ...rules.map((rule) => row(cells(rule))),
        "",
      ].join("\n"),
    ),
  ].join("\n");

const row = (fields: readonly string[]): string => `| ${fields.join(" | ")} |`;

const cells = (rule: Rule): readonly string[] => [
  rule.also ? `${rule.id} (${rule.also})` : rule.id,
  FSBP.includes(rule.id) ? "yes" : "",
  rule.cis3 ?? "",
  rule.cis5 ?? "",
  rule.asks,
  ...answer(rule),
];

const EVERYTHING = "/./";

/** @returns the answer, and its reason */
function answer(rule: Rule): readonly [string, string] {
  if (!isKept(rule)) return ["not applicable", sentence(rule.notApplicable)];
  const { how, exceptions = [] } = rule;
  if (exceptions.length === 0) return ["kept", sentence(how)];
  const isWhole = exceptions.some(({ of }) => String(of) === EVERYTHING);
  const parts = how === "-" ? [] : [sentence(how)];
  return [isWhole ? "exception" : "kept, but", [...parts, ...exceptions.map(reason)].join(" ")];
}

const reason = ({ why, file }: Exception): string => `${why} (\`${file}\`)`;

const sentence = (text: string): string => {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return first.endsWith(".") ? first : `${first}.`;
};
