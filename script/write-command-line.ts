import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../config/package-root";
import { reference } from "./command-line/reference";

/** Writes `docs/command-line.md` anew. */
async function write(): Promise<void> {
  const text = await format(reference(), { parser: "markdown", printWidth: 100 });
  writeFileSync(join(packageRoot(), "docs", "command-line.md"), text);
}

void write();
