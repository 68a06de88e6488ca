import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../config/package-root";
import { invariantsTable } from "../invariants/table";

/** Writes `docs/invariants.md` anew. */
async function write(): Promise<void> {
  const text = await format(invariantsTable(), { parser: "markdown", printWidth: 100 });
  writeFileSync(join(packageRoot(), "docs", "invariants.md"), text);
}

void write();
