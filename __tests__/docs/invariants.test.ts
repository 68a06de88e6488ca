import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../config/package-root";
import { invariantsTable } from "../../invariants/table";

/** Prettier widens the columns, and can't be called from within jest. */
const unpadded = (table: string) =>
  table.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");

test("docs/invariants.md is as `npm run invariants` writes it", () => {
  const written = readFileSync(join(packageRoot(), "docs", "invariants.md"), "utf8");

  expect(unpadded(written)).toBe(unpadded(invariantsTable()));
});
