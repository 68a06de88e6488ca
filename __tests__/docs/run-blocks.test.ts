import { STEPS } from "../../script/first-day/steps";
import { blocksIn, commandLines, DOCUMENTS } from "../support/documents/blocks";
import { IN_ORDER, staleRows } from "../support/documents/table";

const blocks = DOCUMENTS.flatMap((document) => blocksIn(document));

test("whatever isn't run of the documents is still in them", () => {
  expect(staleRows(blocks)).toEqual([]);
});

test("every document has its turn once", () => {
  expect([...IN_ORDER].sort()).toEqual([...DOCUMENTS].sort());
});

test("docs/first-day.md shows the commands of the day as they are: npm run first-day writes it anew", () => {
  const shown = blocksIn("docs/first-day.md").map(({ text }) => text.trimEnd());

  expect(shown).toEqual(STEPS.map(({ command }) => command));
});

test("a block is found in a list and behind a block of another language, and its lines are told apart", () => {
  const markdown = "```ts\nx\n```\n\n1. so\n\n   ```sh\n   a \\\n     b\n   c\n   ```\n";

  const [block] = blocksIn("x.md", markdown);

  expect(block).toEqual({ document: "x.md", language: "sh", line: 7, text: "a \\\n  b\nc\n" });
  expect(commandLines(block?.text ?? "")).toEqual(["a \\\n  b\n", "c\n"]);
});
