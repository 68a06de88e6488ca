// Bundles one TypeScript entry point (packages stay external) and runs it in this same process.
// Usage: node script/start.mjs <entry.ts> [arguments...]
// Why not ts-node, tsx or tsc: docs/adr/0002-how-the-app-starts.md has the figures.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [entry, ...rest] = process.argv.slice(2);
// Source maps cost a third of a synth: cdktf records a stack trace with every token.
const debugging = process.env.WARDEN_DEBUG === "1";
if (!entry) throw new Error("usage: node script/start.mjs <entry.ts> [arguments...]");

const { outputFiles } = buildSync({
  entryPoints: [path.join(root, entry)],
  absWorkingDir: root,
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  sourcemap: debugging && "inline",
  sourcesContent: false,
  outfile: path.join(root, ".build", "app.cjs"),
  logLevel: "error",
});

// Two runs may share the folder: write aside, then rename, so that neither loads half a file.
const target = path.join(root, ".build", `${entry.replace(/\.ts$/, "").replaceAll("/", "-")}.cjs`);
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(`${target}.${process.pid}`, outputFiles[0].contents);
renameSync(`${target}.${process.pid}`, target);

process.argv = [process.argv[0], target, ...rest];
process.setSourceMapsEnabled(debugging);
createRequire(target)(target);
