#!/usr/bin/env node
// In a checkout the sources run, even beside a dist/ of last week; the package has no sources.
import { existsSync } from "node:fs";

const start = new URL("../script/start.mjs", import.meta.url);
if (existsSync(start)) {
  process.argv.splice(2, 0, "cli/warden.ts");
  await import(start);
} else {
  await import(new URL("../dist/warden.cjs", import.meta.url));
}
