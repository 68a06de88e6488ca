import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { alertJsonSchema } from "../alerts/alert-schema";
import { packageRoot } from "../config/package-root";

/** Writes `docs/alert.schema.json` anew: `node script/start.mjs script/write-alert-schema.ts`. */
async function write(): Promise<void> {
  const json = await format(JSON.stringify(alertJsonSchema()), { parser: "json", printWidth: 100 });
  writeFileSync(join(packageRoot(), "docs", "alert.schema.json"), json);
}

void write();
