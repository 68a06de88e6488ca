import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { packageRoot } from "../config/package-root";
import { reference } from "./configuration/reference";

/** Writes `docs/configuration.md` anew. */
async function write(): Promise<void> {
  const text = await format(reference(), { parser: "markdown", printWidth: 100 });
  writeFileSync(join(packageRoot(), "docs", "configuration.md"), text);
}

void write();
