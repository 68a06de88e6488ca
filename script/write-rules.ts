import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../config/package-root";
import { rulesTable } from "../rules/table";

/** Writes `docs/rules.md` anew. */
async function write(): Promise<void> {
  const text = await format(rulesTable(), { parser: "markdown", printWidth: 100 });
  writeFileSync(join(packageRoot(), "docs", "rules.md"), text);
}

void write();
