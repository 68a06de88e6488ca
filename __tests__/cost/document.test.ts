import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../config/package-root";
import { costDocument } from "../../cost/document";
import { inputsWith } from "../../cost/inputs";
import { LEVERS } from "../../cost/levers";
import { quietMonth } from "../../cost/month";
import { EXAMPLES } from "./examples";

/** Prettier widens the columns, and can't be called from within jest. */
const unpadded = (table: string) =>
  table.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");

test("docs/cost.md is as `npm run cost -- --write` writes it", () => {
  const written = readFileSync(join(packageRoot(), "docs", "cost.md"), "utf8");

  expect(unpadded(written)).toBe(unpadded(costDocument(EXAMPLES, inputsWith())));
});

test.each(LEVERS.map((lever) => [lever.part, lever] as const))(
  "the part of the bill called %s is charged somewhere",
  (_, { covers }) => {
    const charges = Object.values(EXAMPLES).flatMap((estate) =>
      quietMonth(estate, inputsWith(), 1),
    );

    expect(charges.some(covers)).toBe(true);
  },
);
