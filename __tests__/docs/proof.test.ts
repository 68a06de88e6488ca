import { readFileSync } from "node:fs";
import path from "node:path";
import { SHOWS } from "../../cli/prove/families";
import { textReport } from "../../cli/prove/text";
import { packageRoot } from "../../config/package-root";
import { PARTS } from "../../proof/parts";
import { altered, committed, one } from "../support/proof";
import { reportsOf } from "../support/proof-report";

const read = (...file: string[]): string => readFileSync(path.join(packageRoot(), ...file), "utf8");
const document = read("docs", "proof.md");

test("docs/proof.md says what each part of the proof shows, in the words of the report", () => {
  const rows = document.replaceAll(/ +/g, " ");
  expect(PARTS.filter((part) => !rows.includes(`| \`${part}\` | ${SHOWS[part]} |`))).toEqual([]);
});

test("its example is a test that passes", () => {
  expect(document).toContain(
    `\`\`\`ts\n${read("__tests__", "docs", "proof-example.test.ts")}\`\`\`\n`,
  );
});

/** Without the line of the JSON, which is known only where the stacks lie synthesized. */
const withoutLine = (text: string): string => text.replace(/(cdk\.tf\.json):\d+/, "$1");

test("its broken path is what the command says of such stacks", async () => {
  const spoilt = altered(committed("invitation"), "audit", (json) => {
    const topic = one(json, "aws_sns_topic_policy", "Alerts_Policy");
    const { Statement, ...policy } = JSON.parse(String(topic.policy)) as {
      readonly Statement: readonly { readonly Sid: string }[];
    };
    const left = Statement.filter(({ Sid }) => Sid !== "RulesPublish");
    topic.policy = JSON.stringify({ ...policy, Statement: left });
  });

  const [, payments] = await reportsOf(spoilt, ["findings"]);
  const text = payments ? textReport({ paint: (_, said) => said }).scope(payments) : "";

  const broken = withoutLine(text).split("\n    ✗ ")[1];
  expect(withoutLine(document)).toContain(`\`\`\`text\n    ✗ ${broken ?? "nothing"}\n\`\`\`\n`);
});
