import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { findingsTables, withTables } from "../cli/findings-tables";
import { loadConfig } from "../config/load";
import { packageRoot } from "../config/package-root";

/** Writes the tables of `docs/findings.md` anew, from the committed example's own settings. */
async function write(): Promise<void> {
  const file = join(packageRoot(), "docs", "findings.md");
  const config = loadConfig(join(packageRoot(), "warden.config.ts"));
  const text = withTables(readFileSync(file, "utf8"), findingsTables(config));
  writeFileSync(file, await format(text, { parser: "markdown", printWidth: 100 }));
}

void write();
