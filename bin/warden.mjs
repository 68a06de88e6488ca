#!/usr/bin/env node
process.argv.splice(2, 0, "cli/warden.ts");
await import("../script/start.mjs");
