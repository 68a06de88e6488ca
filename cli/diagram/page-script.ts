import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { BUILT, packageRoot } from "../../config/package-root";

/** What the installed package has in place of the sources, in `BUILT`. */
export const PAGE_SCRIPT = "diagram-page.js";

/** The script of the page, small and in one piece: of the sources where they are. */
export function pageScript(root = packageRoot()): string {
  const source = path.join(root, "diagram", "page", "client", "main.ts");
  return existsSync(source)
    ? bundled(source)
    : readFileSync(path.join(root, BUILT, PAGE_SCRIPT), "utf8");
}

function bundled(source: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    target: "es2022",
    platform: "browser",
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
