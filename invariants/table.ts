import type { Invariant } from "./invariant";
import { INVARIANTS } from "./rules";

const INTRODUCTION = `# What holds of every stack

\`warden prove\` judges every resource of every synthesized stack by these rules, and by those of FSBP
and CIS ([rules.md](rules.md)); other Terraform JSON that is deployed beside is judged alike. A rule
that fails while it judges, and a policy that only Terraform can fill in, count as violations. Written
from \`invariants/\` by \`npm run invariants\`.

## Suppression

\`\`\`ts
proof: {
  suppress: [
    {
      rule: "bucket-logged", // of the tables below, or of rules.md: "S3.9"
      where: "their-app aws_s3_bucket.Scratch", // or a stack's name: everything in it
      reason: "TICKET-7: nothing of anybody's is in there",
      until: "2026-12-31", // the last day, UTC; from then on it is a violation again
    },
  ],
},
\`\`\`

The report shows what is suppressed, with its reason. A suppression that suppresses nothing any more
is a violation itself, so that none outlives its cause.
`;

const FIELDS = ["Rule", "Always", "Otherwise", "But for"];

/** docs/invariants.md */
export const invariantsTable = (): string =>
  [
    INTRODUCTION,
    ...Object.entries(INVARIANTS).map(([title, rules]) =>
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

const cells = ({ id, title, why, exceptions = [] }: Invariant): readonly string[] => [
  `\`${id}\``,
  `${title}.`,
  why,
  exceptions.map((exception) => exception.why).join(" "),
];
