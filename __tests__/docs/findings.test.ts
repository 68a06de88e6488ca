import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsTables, withTables } from "../../cli/findings-tables";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";

/** Prettier pads the cells of a table. */
const unpadded = (text: string) => text.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");

test("the tables of docs/findings.md are what npm run findings writes", () => {
  const document = readFileSync(join(packageRoot(), "docs", "findings.md"), "utf8");
  const tables = findingsTables(loadConfig(join(packageRoot(), "warden.config.ts")));

  expect(unpadded(withTables(document, tables))).toBe(unpadded(document));
  for (const table of Object.values(tables)) {
    expect(unpadded(document)).toContain(unpadded(table));
  }
});
